"""Files in a store that speaks S3: the same as in a folder, tried against a server of this machine."""

import hashlib
from datetime import timedelta
from io import BytesIO

import boto3
import pytest
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from sotay.agency.clock import now
from sotay.attachments.commands import attach
from sotay.blobs import passing
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobDamaged, BlobRefused, StorageDown
from sotay.blobs.storage import open_blob, store, verify
from sotay.commands import Refused
from sotay.search import files as reading
from sotay.search.queries import find
from tests.factories import blobs as files
from tests.factories.agency import UnitFactory

pytestmark = pytest.mark.django_db
KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def server():
    """The address of a store without anything in it."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server, settings, tmp_path):
    """The bucket of this installation, empty; the settings name it as they do by the environment."""
    named = boto3.resource("s3", endpoint_url=server, **KEYS).Bucket("so-tay")
    named.create()
    settings.SOTAY_BLOBS = tmp_path
    use(settings, server)
    yield named
    named.objects.all().delete()
    named.delete()


def use(settings, address):
    options = {
        "bucket_name": "so-tay", "endpoint_url": address, "region_name": "us-east-1", "access_key": "key",
        "secret_key": "secret", "addressing_style": "path", "file_overwrite": True, "location": "tep",
    }  # fmt: skip
    settings.STORAGES = settings.STORAGES | {"blobs": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}}
    assert storages["blobs"].bucket_name == "so-tay"


def keys(bucket):
    return [one.key for one in bucket.objects.all()]


def test_bytes_are_stored_under_their_hash_and_come_back(bucket, tmp_path):
    content = files.pdf()
    digest = hashlib.sha256(content).hexdigest()

    blob = store(BytesIO(content), name="quyet-dinh.pdf")
    again = store(content, name="ban-khac.pdf")

    assert blob == again
    assert keys(bucket) == [f"tep/{digest[:2]}/{digest[2:4]}/{digest}"]
    with open_blob(blob) as file:
        assert file.read() == content
        file.seek(0)
        assert file.read(5) == b"%PDF-"
    verify(blob)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_bytes_that_pass_stand_apart_and_are_removed_by_their_name(bucket, tmp_path):
    content = files.pdf()
    blob = passing.keep(content, under="mot", name="quyet-dinh.pdf")
    noted = passing.note(content, name="quyet-dinh.pdf")

    assert blob == noted
    assert keys(bucket) == ["tep/passing/mot"]
    [(name, since)] = passing.list_passing()
    assert (name, passing.is_there("mot"), passing.is_there("hai")) == ("mot", True, False)
    assert abs(now() - since) < timedelta(minutes=1)
    with passing.open_passing("mot") as file:
        assert file.read() == content
    passing.remove("mot")
    passing.remove("mot")
    assert (keys(bucket), passing.list_passing(), passing.is_there("mot")) == ([], [], False)
    with pytest.raises(BlobDamaged):
        passing.open_passing("mot")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_refused_bytes_are_never_sent(bucket):
    with pytest.raises(BlobRefused):
        store(b"<html>", name="trang.txt")

    assert keys(bucket) == []


def test_changed_and_missing_bytes_are_found_and_mended_by_storing_again(bucket):
    blob = files.stored()
    [key] = keys(bucket)
    bucket.Object(key).put(Body=b"khac")
    with pytest.raises(BlobDamaged) as damage:
        verify(blob)
    assert damage.value.code == "changed"

    bucket.Object(key).delete()
    with pytest.raises(BlobDamaged) as damage:
        open_blob(blob)
    assert damage.value.code == "missing"

    files.stored()
    verify(blob)


def test_a_store_that_gives_no_answer_is_said_and_nothing_is_half_done(bucket, settings, agency, official):
    blob = files.stored()
    bucket.objects.all().delete()
    bucket.delete()

    with pytest.raises(Refused) as refusal:
        attach(UnitFactory(agency=agency), actor=official, file=b"khac", name="a.txt")
    assert refusal.value.codes == ("storage_down",)
    assert Blob.objects.count() == 1
    with pytest.raises(StorageDown):
        open_blob(blob)
    bucket.create()


def test_a_server_that_is_not_there_is_said(bucket, settings):
    use(settings, "http://127.0.0.1:9")
    settings.STORAGES["blobs"]["OPTIONS"]["client_config"] = impatient()
    use_anew(settings)

    with pytest.raises(StorageDown) as refusal:
        files.stored()

    assert str(refusal.value.mend)


def test_files_on_records_are_opened_read_and_found(bucket, agency, official, signed_in):
    unit = UnitFactory(agency=agency, name="Văn phòng")
    attachment = attach(unit, actor=official, file="Thống nhất phương án".encode(), name="bien-ban.txt")

    reading.read_waiting(most=1)

    assert [hit.file for hit in find("phuong an", viewer=official)] == ["bien-ban.txt"]
    answer = signed_in(official).get(f"/{agency.short_name}/attachments/files/{attachment.uuid}/open/")
    assert b"".join(answer.streaming_content).decode() == "Thống nhất phương án"


def impatient():
    from botocore.config import Config

    return Config(
        connect_timeout=1, retries={"max_attempts": 0}, s3={"addressing_style": "path"}, signature_version="s3v4"
    )


def use_anew(settings):
    """Let Django make the storage anew from the settings as they are now."""
    settings.STORAGES = dict(settings.STORAGES)


def test_a_disk_that_is_not_there_is_no_loss_of_its_files(settings, tmp_path):
    settings.SOTAY_BLOBS = tmp_path / "blobs"
    blob = files.stored()
    settings.SOTAY_BLOBS = tmp_path / "khong-co"

    with pytest.raises(StorageDown):
        verify(blob)
