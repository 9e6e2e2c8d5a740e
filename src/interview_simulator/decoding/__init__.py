"""Where media is decoded: in this process, or in one that may crash, hang or grow without harm."""
