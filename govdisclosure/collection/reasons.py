"""Why the system refuses a file, in Chinese; in English it speaks for itself.

Takes errors and gives words, or the same error with words; opens nothing.
"""

import errno
from collections.abc import Mapping

from govdisclosure.errors import GovDisclosureError
from govdisclosure.files import visible
from govdisclosure.wording import Language, Wording

__all__ = ["in_words", "reason_of"]

#: The usual refusals of the system by their numbers.
_REASONS: Mapping[int, str] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样操作",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EBUSY: "正被其他程序占用",
    errno.EROFS: "所在位置只读",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENAMETOOLONG: "名称过长",
    errno.EMFILE: "打开的文件过多",
    errno.ELOOP: "链接成环",
    errno.EIO: "磁盘读写出错",
    errno.EINVAL: "名称或参数无效",
}


def reason_of(error: OSError, language: Language) -> str:
    """Why the system refused.

    Example:
        >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory"), "zh")
        '没有这个文件或文件夹'
    """
    english = error.strerror or str(error)
    return Wording(_REASONS.get(error.errno or 0, english), english).text(language)


def in_words(error: GovDisclosureError) -> GovDisclosureError:
    """The same error, with the reason of the system in Chinese too, and names that can be shown."""
    cause = error.__cause__
    chinese = error.chinese
    if isinstance(cause, OSError) and cause.strerror:
        chinese = chinese.replace(f"（{cause.strerror}）", f"（{reason_of(cause, 'zh')}）")
    told = GovDisclosureError(visible(chinese), visible(error.english))
    told.__cause__ = cause
    return told
