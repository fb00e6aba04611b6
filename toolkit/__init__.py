"""zhenggai: issue, collect, check, merge and publish 督察反馈问题整改 returns."""

__version__ = "0.1.0"
