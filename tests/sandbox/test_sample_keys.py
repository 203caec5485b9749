"""The sample keys have the real shape and cover the ten causes."""

import re

import pytest

from bot.domain.causes import CAUSES
from bot.sandbox.sample_keys import ADMIN_KEY, SAMPLE_KEYS, WORKING_KEY, SampleKey


def test_there_is_one_sample_for_each_cause() -> None:
    told = [(sample.cause, sample.told) for sample in SAMPLE_KEYS]

    assert told == [(cause.slug, cause.title) for cause in CAUSES]


@pytest.mark.parametrize("sample", [*SAMPLE_KEYS, WORKING_KEY], ids=lambda sample: sample.cause)
def test_a_sample_has_the_shape_of_a_project_key(sample: SampleKey) -> None:
    assert re.fullmatch(r"sk-proj-[A-Za-z0-9_-]{74}T3BlbkFJ[A-Za-z0-9_-]{74}", sample.key)
    assert sample.key in sample.paste


def test_the_admin_key_has_the_shape_of_an_admin_key() -> None:
    assert re.fullmatch(r"sk-admin-[A-Za-z0-9_-]{58}T3BlbkFJ[A-Za-z0-9_-]{58}", ADMIN_KEY)


def test_no_two_samples_share_a_key() -> None:
    assert len({sample.key for sample in SAMPLE_KEYS}) == len(SAMPLE_KEYS)
