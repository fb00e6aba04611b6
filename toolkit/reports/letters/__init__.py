"""The letters of a period (通知): to one unit, to all, and for what is finished."""
