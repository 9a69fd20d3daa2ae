"""Dates and seasons in ten more languages: what is read, word for word, on 29 January 2024."""

from datetime import date

import pytest

from pipelines.extract.dates import windows
from pipelines.extract.seasons import seasons
from pipelines.vocabulary import pack

DATES = {
    "es": {
        "el 23 de julio de 2025": ["2025-07-23"],
        "23 de julio": ["2024-07-23"],
        "en junio": ["2024-06"],
        "principios de 2025, a mediados de 2025 y a finales de 2025": ["2025-37", "2025-38", "2025-39"],
        "el próximo verano, este otoño": ["2024-22", "2024-23"],
        "la primera mitad de 2026": ["2026-40"],
        "el año que viene, este año": ["2025", "2024"],
        "antes de junio de 2024": ["../2024-06"],
        "no antes de 2027": ["2027/.."],
        "en Navidad": ["2024-12"],
        "entre finales de 2023 y principios de 2024": ["2023-39", "2024-37"],
        "el viernes 3 de mayo": ["2024-05-03"],
        "para 2026": ["2026"],
        "de 2026": ["2026"],
    },
    "pt": {
        "23 de julho de 2025": ["2025-07-23"],
        "no início de 2025": ["2025-37"],
        "no segundo semestre de 2025": ["2025-41"],
        "ano que vem": ["2025"],
        "em junho": ["2024-06"],
        "sexta-feira (2)": ["2024-02-02"],
        "no dia 14 de agosto": ["2024-08-14"],
    },
    "fr": {
        "le 23 juillet 2025": ["2025-07-23"],
        "début 2025 et fin 2025": ["2025-37", "2025-39"],
        "mi-2025": ["2025-38"],
        "à l'été 2025": ["2025-22"],
        "l'automne prochain": ["2024-23"],
        "l'année prochaine": ["2025"],
        "en mars": ["2024-03"],
        "le premier semestre 2026": ["2026-40"],
        "a été confirmée": [],
        "le 1er mai": ["2024-05-01"],
    },
    "it": {
        "il 23 luglio 2025": ["2025-07-23"],
        "all'inizio del 2025, a fine 2025": ["2025-37", "2025-39"],
        "nell'estate 2025": ["2025-22"],
        "in autunno": ["2024-23"],
        "l'anno prossimo": ["2025"],
        "a marzo": ["2024-03"],
        "nella prima metà del 2026": ["2026-40"],
    },
    "de": {
        "am 23. Juli 2025": ["2025-07-23"],
        "ab dem 1. Juli": ["2024-07-01"],
        "Anfang 2025, Mitte 2025 und Ende 2025": ["2025-37", "2025-38", "2025-39"],
        "im Frühjahr 2027": ["2027-21"],
        "im kommenden Sommer": ["2024-22"],
        "Ende des Jahres": ["2024-39"],
        "nächstes Jahr": ["2025"],
        "im Juni": ["2024-06"],
        "am 14.08.2025": ["2025-08-14"],
        "Vom 12. Juli an": ["2024-07-12"],
        "seit dem 10. Juni": ["2023-06-10"],
        "frühestens 2027": ["2027/.."],
        "im ersten Halbjahr 2026": ["2026-40"],
        "am Freitag": ["2024-02-02"],
        "am 12. und 13. Mai": ["2024-05-12", "2024-05-13"],
    },
    "tr": {
        "23 Temmuz 2025'te": ["2025-07-23"],
        "6 Ağustos'u not edin": ["2024-08-06"],
        "3 Eylül'de": ["2024-09-03"],
        "haziran ayında": ["2024-06"],
        "14 Kasım'dan 23 Ocak 2026'ya erteledi": ["2024-11-14", "2026-01-23"],
        "aralıkta geliyor": ["2024-12"],
        "2025 başında, 2025'in sonunda": ["2025-37", "2025-39"],
        "2025 yazında": ["2025-22"],
        "gelecek yıl": ["2025"],
        "bu yıl": ["2024"],
        "2025'in ikinci yarısında": ["2025-41"],
        "26 Aralık yerine 5 Aralık'ta": ["2024-12-26", "2024-12-05"],
        "geçtiğimiz aralıkta": ["2023-12"],
        "aralıkta vizyona girecek": ["2024-12"],
    },
    "id": {
        "17 Juli 2025": ["2025-07-17"],
        "Jumat (13/6)": ["2024-06-13"],
        "tahun depan": ["2025"],
        "akhir tahun lalu": ["2023-39"],
        "pada awal 2025": ["2025-37"],
        "pada 2025": ["2025"],
        "bulan depan": ["2024-02"],
        "26 Desember lalu": ["2023-12-26"],
        "paruh kedua 2025": ["2025-41"],
        "bukan pada Mei": ["2024-05"],
    },
    "ja": {
        "2025年7月23日": ["2025-07-23"],
        "7月23日（水）に公開": ["2024-07-23"],
        "11月3日公開": ["2024-11-03"],
        "同月6日": ["2024-01-06"],
        "来年1月": ["2025-01"],
        "来月5日": ["2024-02-05"],
        "27日": ["2024-01-27"],
        "2026年夏": ["2026-22"],
        "今年の夏": ["2024-22"],
        "今秋放送": ["2024-23"],
        "2025年末": ["2025-39"],
        "年内": ["2024"],
        "来年春": ["2025-21"],
        "23年公開": ["2023"],
        "芸歴は20年になる": [],
        "3日間": [],
        "2025年上半期": ["2025-40"],
        "2月10日（火）": ["2024-02-10"],
        "4月2日から": ["2024-04-02"],
        "12月以降": ["2024-12/.."],
        "2020年の7月から9月": ["2020-07", "2024-09"],
        "09年の「ドロップ」": ["2009"],
        "11月3日に公開。北米では同月6日から": ["2024-11-03", "2024-11-06"],
    },
    "ko": {
        "2025년 7월 23일": ["2025-07-23"],
        "7월 23일": ["2024-07-23"],
        "오는 23일": ["2024-02-23"],
        "지난 28일": ["2024-01-28"],
        "올해 하반기": ["2024-41"],
        "내년 상반기": ["2025-40"],
        "2026년 1분기": ["2026-33"],
        "내년 봄": ["2025-21"],
        "다음 달": ["2024-02"],
        "2025년 말": ["2025-39"],
        "올여름": ["2024-22"],
        "연내": ["2024"],
        "3일간": [],
        "2년 만에": [],
        "20년 만": [],
        "2026년 상반기 공개": ["2026-40"],
        "12월 5일(금)": ["2024-12-05"],
        "2025년 추석": ["2025-10"],
    },
    "hi": {
        "23 जुलाई 2025 को": ["2025-07-23"],
        "23 जुलाई": ["2024-07-23"],
        "जुलाई में": ["2024-07"],
        "अगले साल": ["2025"],
        "इस साल के अंत में": ["2024-39"],
        "2025 की शुरुआत में": ["2025-37"],
        "2026 की गर्मियों में": ["2026-22"],
        "2025 की पहली छमाही": ["2025-40"],
        "दिवाली 2025 पर": ["2025-10"],
        "अगले महीने": ["2024-02"],
        "शुक्रवार को": ["2024-02-02"],
        "जून 2026 से पहले": ["../2026-06"],
        "2026 में": ["2026"],
        "14 अगस्त, 2025": ["2025-08-14"],
    },
}

SEASONS = {
    "es": ("segunda temporada y temporada 2; T2; tercera y última temporada", [2, 2, 2, 3]),
    "pt": ("2ª temporada; segunda temporada; Temporada 3", [2, 2, 3]),
    "fr": ("saison 2; deuxième saison; saisons 2 et 3; 2e saison; S2", [2, 2, 2, 3, 2, 2]),
    "it": ("stagione 2, seconda stagione; terza e ultima stagione", [2, 2, 3]),
    "de": (
        "Staffel 2; zweite Staffel; der dritten und letzten Staffel; 2. Staffel; Staffel vier",
        [2, 2, 3, 2, 4],
    ),
    "tr": ("2. sezonu; ikinci sezonunun; ilk sezon; yeni sezonda", [2, 2, 1, "next"]),
    "id": ("musim kedua; musim 2; Season 2; musim ketiga", [2, 2, 2, 3]),
    "ja": ("シーズン2、第2期、セカンドシーズン、シーズン5＆6", [2, 2, 2, 5, 6]),
    "ko": ("시즌2; 시즌 2; 2기; 두 번째 시즌; 새 시즌; 시즌3와 4", [2, 2, 2, 2, "next", 3, 4]),
    "hi": ("सीज़न 2; दूसरे सीज़न; तीसरा सीजन; पार्ट 2", [2, 2, 3, 2]),
}

CASES = [(language, text, dates) for language, texts in DATES.items() for text, dates in texts.items()]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_dates_are_read_in(language: str, text: str, expected: list[str]) -> None:
    found = windows(text, date(2024, 1, 29), pack(language))
    assert [window.edtf for window in found if not window.loose] == expected


@pytest.mark.parametrize("language", SEASONS)
def test_seasons_are_read_in(language: str) -> None:
    text, expected = SEASONS[language]
    found = seasons(text, pack(language))
    assert [mention.number or mention.relation for mention in found] == expected


def test_a_bare_day_of_the_month_is_near_the_publication() -> None:
    (window,) = windows("24日に発表した", date(2026, 2, 24), pack("ja"))
    assert (window.edtf, window.inferred) == ("2026-02-24", True)
