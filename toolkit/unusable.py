"""The one base class of refusals. It stands alone so that `--help` need not load the model."""


class Unusable(Exception):
    """Input a command cannot use: one Chinese sentence saying what is wrong and what to do. Exit 2."""


INTERRUPTED = "已中断。没有写完的内容不会留下，收件箱没有改动，重新运行即可。"
