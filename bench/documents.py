"""The data of documents: 50,000 with four revisions each in 20 agencies, 200 MB of text, and their index, by set-based SQL.

The index of documents is what `search.index` would write; only the words are put together once for each text of a pool.
"""

import random
from itertools import accumulate

from django.db import connection

from bench.sizes import Sizes
from sotay.agency.clock import today
from sotay.search.words import with_pairs, words_of

REVISIONS = 4
PASSAGES = 2
"""Passages of a document's text, about 1,800 letters each."""
POOL = 4_000
WORDS = 200
"""Words of two syllables in a passage: 200 MB of text in all."""
SEED = 20_260_612
ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gi",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RIMES = [
    "an",
    "ang",
    "anh",
    "ac",
    "ach",
    "ai",
    "ao",
    "at",
    "âm",
    "ân",
    "âp",
    "ây",
    "ât",
    "e",
    "em",
    "en",
    "eng",
    "i",
    "inh",
    "iêu",
    "it",
    "ich",
    "o",
    "oan",
    "oi",
    "ong",
    "ôi",
    "ông",
    "u",
    "uân",
    "ung",
    "uy",
    "ư",
    "ươi",
    "ương",
    "ưu",
]
TITLES = (
    "Cấp giấy phép bưu chính", "Chứng thực bản sao từ bản chính", "Đăng ký khai sinh", "Tiếp nhận hồ sơ một cửa",
    "Thẩm định dự án đầu tư", "Kiểm soát tài liệu", "Kiểm soát hồ sơ", "Đánh giá nội bộ", "Giải quyết khiếu nại",
    "Cấp đổi giấy chứng nhận", "Quản lý văn bản đến", "Tuyển dụng công chức", "Hướng dẫn sử dụng chữ ký số",
    "Xử lý sản phẩm không phù hợp", "Hành động khắc phục", "Xem xét của lãnh đạo",
)  # fmt: skip


def vocabulary() -> list[str]:
    """Return the words of the texts, the commonest first; the same in every run."""
    chance = random.Random(SEED)
    syllables = [onset + rime for onset in ONSETS for rime in RIMES]
    return [" ".join(chance.sample(syllables, 2)) for _word in range(6_000)]


def fill(sizes: Sizes) -> None:
    """Give the first agencies their documents, each text cut from a pool, and index them."""
    told = {
        "agencies": sizes.documents_in,
        "each": sizes.documents // sizes.documents_in,
        "pool": POOL,
        "revisions": REVISIONS,
        "passages": PASSAGES,
        "today": today(),
        "titles": list(TITLES),
    }
    with connection.cursor() as cursor:
        _fill_pools(cursor)
        for statement in (_DOCUMENTS, _REVISIONS, _PARTS):
            cursor.execute(statement, told)
            cursor.execute("ANALYZE support_document, support_revision")
        indexes = _set_aside(cursor)
        for statement in (_ENTRIES, _PASSAGES):
            cursor.execute(statement, told)
            cursor.execute("ANALYZE search_indexentry")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no index is made while rows wait to be checked
        for definition in indexes:
            cursor.execute(definition)


def _fill_pools(cursor: object) -> None:
    """Have tables of texts and of titles with their words, which only Python can put together."""
    chance, words = random.Random(SEED), vocabulary()
    weights = list(accumulate(1 / place for place in range(1, len(words) + 1)))
    cursor.execute("CREATE TEMPORARY TABLE bench_texts (n int, text text, words text[])")
    with cursor.copy("COPY bench_texts FROM STDIN") as rows:
        for n in range(POOL):
            said = chance.choices(words, cum_weights=weights, k=WORDS)
            text = ". ".join(" ".join(said[at : at + 12]).capitalize() for at in range(0, WORDS, 12))
            rows.write_row((n, text, sorted(with_pairs(words_of(text)))))
    cursor.execute("CREATE TEMPORARY TABLE bench_titles (n int, title text, folded text, words text[])")
    with cursor.copy("COPY bench_titles FROM STDIN") as rows:
        for n, title in enumerate(TITLES):
            rows.write_row((n, title, " ".join(words_of(title)), words_of(title)))
    cursor.execute("ALTER TABLE bench_texts ADD COLUMN search tsvector")
    cursor.execute("UPDATE bench_texts SET search = array_to_tsvector(words)")
    cursor.execute("CREATE INDEX ON bench_texts (n)")
    cursor.execute("ANALYZE bench_texts")


def _set_aside(cursor: object) -> list[str]:
    """Drop the indexes of words and return how they are made: at once is quicker than row by row."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('search_indexentry', 'search_indexpassage') "
        "AND indexdef LIKE '%USING gin%'"
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


_NUMBERED = """
    SELECT agency.id AS agency_id, number AS n, 'QT ' || lpad(number::text, 4, '0') || '/LV-' || number %% 9 AS code,
        'qt' || lpad(number::text, 4, '0') || 'lv' || number %% 9 AS folded, title.title || ' số ' || number AS title,
        title.folded || ' so ' || number AS title_folded, title.words || ARRAY['so', number::text] AS title_words,
        (SELECT array_agg(id ORDER BY id) FROM agency_unit u WHERE u.agency_id = agency.id) AS units
    FROM agency_agency agency
    CROSS JOIN generate_series(1, %(each)s) AS number
    JOIN bench_titles title ON title.n = number %% cardinality(%(titles)s::text[])
    WHERE agency.short_name IN (SELECT 'bench-' || a FROM generate_series(1, %(agencies)s) AS a)
"""
_DOCUMENTS = f"""
    INSERT INTO support_document (uuid, version, created_at, agency_id, code, code_folded, code_sort, field, field_folded,
        slug, title, kind, level, unit_id, clauses, label, state, withdrawn_reason, next_review_date)
    SELECT gen_random_uuid(), 1, now(), agency_id, code, folded, code, '', '', folded, title, 'PROCEDURE', 1 + n %% 4,
        units[1 + n %% cardinality(units)], ARRAY['8.5.1'], 'INTERNAL', 'IN_FORCE', '', %(today)s::date + n
    FROM ({_NUMBERED}) AS numbered
"""
_REVISIONS = """
    INSERT INTO support_revision (uuid, version, created_at, agency_id, document_id, edition, amendment, "order", state,
        is_minor, summary, author_id, source_name, pdf_name, returned_reason, approved_date, approved_by, approved_hash,
        in_force_date, ended_date, ended_reason, token)
    SELECT gen_random_uuid(), 1, now(), document.agency_id, document.id, n, 0, n,
        CASE WHEN n = %(revisions)s THEN 'IN_FORCE' ELSE 'SUPERSEDED' END, false, '', author.user_id, '', '', '',
        %(today)s::date - 400 * (%(revisions)s - n) - 30, 'Trần Thị Ký', repeat('0', 64),
        %(today)s::date - 400 * (%(revisions)s - n) - 20,
        CASE WHEN n < %(revisions)s THEN %(today)s::date - 400 * (%(revisions)s - n - 1) - 20 END, '',
        left(md5(document.id || '-' || n), 16)
    FROM support_document document
    CROSS JOIN generate_series(1, %(revisions)s) AS n
    JOIN (SELECT agency_id, min(user_id) AS user_id FROM agency_seat GROUP BY agency_id) AS author
        ON author.agency_id = document.agency_id
"""
_PARTS = """
    INSERT INTO support_part (uuid, version, created_at, agency_id, revision_id, position, heading, text)
    SELECT gen_random_uuid(), 1, now(), revision.agency_id, revision.id, 1, 'Nội dung',
        string_agg(texts.text, E'\\n' ORDER BY texts.n)
    FROM support_revision revision
    CROSS JOIN generate_series(1, %(passages)s) AS place
    JOIN bench_texts texts ON texts.n = (revision.document_id * 7919 + place * 104729) %% %(pool)s
    WHERE revision.state = 'IN_FORCE'
    GROUP BY revision.agency_id, revision.id
"""
_ENTRIES = f"""
    INSERT INTO search_indexentry (agency_id, subject_type, subject_uuid, title, title_folded, code_folded, words, search,
        digest, updated_at)
    SELECT document.agency_id, 'support.document', document.uuid, document.code || ' ' || document.title,
        lower(document.code) || ' ' || numbered.title_folded, document.code_folded, numbered.title_folded,
        array_to_tsvector(ARRAY['@' || document.agency_id, '@kind:support.document', '@level:' || document.level,
            '@clause:8.5.1', '@clause:8.5', '@clause:8', '@state:IN_FORCE', '@unit:' || unit.uuid]
            || numbered.title_words || (SELECT array_agg('=' || word) FROM unnest(numbered.title_words) AS word)
            || ARRAY['qt', '=qt', lpad(n::text, 4, '0'), '=' || lpad(n::text, 4, '0'), document.code_folded,
            '=' || document.code_folded]), '', now()
    FROM ({_NUMBERED}) AS numbered
    JOIN support_document document ON document.agency_id = numbered.agency_id AND document.code = numbered.code
    JOIN agency_unit unit ON unit.id = document.unit_id
"""
_PASSAGES = """
    INSERT INTO search_indexpassage (entry_id, name, text, search)
    SELECT entry.id, '', texts.text, texts.search || array_to_tsvector(ARRAY['@' || entry.agency_id, entry.code_folded]
        || string_to_array(entry.words, ' '))
    FROM search_indexentry entry
    JOIN support_document document ON document.uuid = entry.subject_uuid
    CROSS JOIN generate_series(1, %(passages)s) AS place
    JOIN bench_texts texts ON texts.n = (document.id * 7919 + place * 104729) %% %(pool)s
    WHERE entry.subject_type = 'support.document'
"""
