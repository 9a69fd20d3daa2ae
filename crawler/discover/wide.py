"""UTF-16 and UTF-32, told by how the bytes begin.

Source:
    XML 1.0, appendix F.1.
"""

import codecs

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0?\0": "utf-16-le",
    b"\0<\0?": "utf-16-be",
}


def narrow(body: bytes) -> bytes:
    """Turn wide characters into UTF-8, whatever headers and XML declare; other bytes stay as they are."""
    encoding = next((name for mark, name in _MARKS.items() if body.startswith(mark)), None)
    return body.decode(encoding, "replace").encode("utf-8", "replace") if encoding else body
