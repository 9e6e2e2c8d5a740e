"""What the languages that may be heard are called, in each language of the summary."""

NAMES = {
    "en": {
        "ar": "Arabic", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek",
        "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French", "gl": "Galician", "he": "Hebrew",
        "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
        "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
        "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
    },
    "pt": {
        "ar": "árabe", "ca": "catalão", "cs": "tcheco", "cy": "galês", "da": "dinamarquês", "de": "alemão",
        "el": "grego", "en": "inglês", "es": "espanhol", "fi": "finlandês", "fr": "francês", "gl": "galego",
        "he": "hebraico", "hi": "hindi", "hu": "húngaro", "id": "indonésio", "it": "italiano", "ja": "japonês",
        "ko": "coreano", "nl": "holandês", "no": "norueguês", "pl": "polonês", "pt": "português", "ro": "romeno",
        "ru": "russo", "sv": "sueco", "tr": "turco", "uk": "ucraniano", "vi": "vietnamita", "zh": "chinês",
    },
}  # fmt: skip


def name_of(language: str, told_in: str) -> str:
    """The language's name in English or Portuguese; of a rarer one the ISO 639-1 code in quotes."""
    return NAMES.get(told_in, NAMES["en"]).get(language, f"“{language}”")
