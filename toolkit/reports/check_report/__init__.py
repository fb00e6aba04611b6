"""The check report (校验报告), sheet by sheet."""
