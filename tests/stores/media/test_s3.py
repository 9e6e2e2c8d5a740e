"""What S3 does beyond the contract: forms and URLs for browsers, pages of lists, and who may not."""

import json
import tempfile
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from tests.support import aws_server

from interview_simulator.aws.clients import S3Clients
from interview_simulator.errors import NotFoundError, ServiceRefusedError
from interview_simulator.stores.media.s3 import S3MediaStore
from interview_simulator.stores.media.s3_uploads import S3Uploads
from interview_simulator.stores.media.store import LEAST_PART_BYTES, Part

KEY = "recordings/r1.webm"


@pytest.fixture
def bucket() -> str:
    return aws_server.new_bucket()


@pytest.fixture
def store(bucket: str) -> S3MediaStore:
    return S3MediaStore(bucket, S3Clients(endpoint_url=aws_server.address()))


@pytest.fixture
def uploads(bucket: str) -> S3Uploads:
    return S3Uploads(bucket, S3Clients(endpoint_url=aws_server.address()))


def part(number: int, data: bytes) -> Part:
    return Part(number=number, size=len(data), sha256=sha256(data).hexdigest())


class TestUrls:
    def test_a_browser_posts_the_form_and_loads_the_file(self, store: S3MediaStore) -> None:
        post = store.presigned_post(KEY, 100, 60)
        sent = httpx.post(post.url, data=post.fields, files={"file": ("r1.webm", b"recorded", "video/webm")})
        assert sent.is_success
        loaded = httpx.get(store.presigned_get(KEY, 60))
        assert (loaded.content, loaded.headers["content-type"]) == (b"recorded", "video/webm")

    def test_the_form_allows_one_key_one_media_type_so_many_bytes_and_only_for_a_while(
        self, store: S3MediaStore, bucket: str
    ) -> None:
        policy = json.loads(b64decode(store.presigned_post(KEY, 100, 60).fields["policy"]))
        for allowed in (
            {"bucket": bucket},
            {"key": KEY},
            {"Content-Type": "video/webm"},
            ["content-length-range", 1, 100],
        ):
            assert allowed in policy["conditions"]
        sooner, later = (
            json.loads(b64decode(store.presigned_post(KEY, 100, seconds).fields["policy"]))["expiration"]
            for seconds in (60, 600)
        )
        assert sooner < later

    def test_urls_end_after_the_time_asked_for(self, store: S3MediaStore, uploads: S3Uploads) -> None:
        uploads.begin(KEY)
        for url in (store.presigned_get(KEY, 61), uploads.presigned_part(KEY, part(1, b"x"), 61).url):
            assert parse_qs(urlsplit(url).query)["X-Amz-Expires"] == ["61"]

    def test_acceleration_is_for_browsers_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in aws_server.ENVIRON.items():
            monkeypatch.setenv(name, value)
        fast, plain = (
            S3MediaStore("media", S3Clients(region="eu-west-1", accelerate=True)),
            S3MediaStore("media", S3Clients(region="eu-west-1")),
        )
        assert urlsplit(fast.presigned_get(KEY, 60)).hostname == "media.s3-accelerate.amazonaws.com"
        assert urlsplit(fast.presigned_post(KEY, 1, 60).url).hostname == "media.s3-accelerate.amazonaws.com"
        assert urlsplit(plain.presigned_get(KEY, 60)).hostname == "media.s3.eu-west-1.amazonaws.com"


class TestParts:
    def test_a_part_with_other_bytes_size_or_checksum_than_was_signed_is_refused(self, uploads: S3Uploads) -> None:
        uploads.begin(KEY)
        put = uploads.presigned_part(KEY, part(1, b"agreed"), 60)
        other = uploads.presigned_part(KEY, part(1, b"others"), 60)
        refused = [
            httpx.put(put.url, content=b"others", headers=put.headers),
            httpx.put(put.url, content=b"others", headers=other.headers),
            httpx.put(put.url, content=b"agreed, and more", headers=put.headers),
            httpx.put(put.url, content=b"agreed"),
            httpx.put(put.url.replace("partNumber=1", "partNumber=2"), content=b"agreed", headers=put.headers),
        ]
        assert [answer.status_code for answer in refused] == [400, 403, 403, 403, 403]
        assert uploads.parts(KEY) == []

    def test_two_uploads_begun_at_once_are_one(self, store: S3MediaStore, uploads: S3Uploads, bucket: str) -> None:
        s3 = aws_server.aws("s3")
        for _ in range(2):
            s3.create_multipart_upload(Bucket=bucket, Key=KEY, ChecksumAlgorithm="SHA256")
        assert [upload.key for upload in uploads.under_way("")] == [KEY]
        put = uploads.presigned_part(KEY, part(1, b"bytes"), 60)
        httpx.put(put.url, content=b"bytes", headers=put.headers).raise_for_status()
        uploads.complete(KEY, [part(1, b"bytes")])
        assert uploads.under_way("") == []
        assert b"".join(store.read(KEY)) == b"bytes"

    def test_the_joined_file_has_its_media_type(self, uploads: S3Uploads, bucket: str) -> None:
        uploads.begin(KEY)
        data = bytes(LEAST_PART_BYTES), b"end"
        for number, piece in enumerate(data, 1):
            put = uploads.presigned_part(KEY, part(number, piece), 60)
            httpx.put(put.url, content=piece, headers=put.headers).raise_for_status()
        uploads.complete(KEY, [part(number, piece) for number, piece in enumerate(data, 1)])
        found = aws_server.aws("s3").head_object(Bucket=bucket, Key=KEY)
        assert (found["ContentType"], found["ContentLength"]) == ("video/webm", LEAST_PART_BYTES + 3)

    def test_a_part_that_is_held_without_its_checksum_is_not_trusted(self, uploads: S3Uploads, bucket: str) -> None:
        s3 = aws_server.aws("s3")
        begun = s3.create_multipart_upload(Bucket=bucket, Key=KEY)
        s3.upload_part(Bucket=bucket, Key=KEY, UploadId=begun["UploadId"], PartNumber=1, Body=b"bytes")
        with pytest.raises(ServiceRefusedError, match="SHA-256"):
            uploads.parts(KEY)

    def test_a_url_of_a_part_needs_an_upload(self, uploads: S3Uploads) -> None:
        with pytest.raises(NotFoundError):
            uploads.presigned_part(KEY, part(1, b"x"), 60)


def test_the_local_copy_is_gone_afterwards(
    store: S3MediaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    aws_server.aws("s3").put_object(Bucket=store.bucket, Key=KEY, Body=b"recorded")
    with pytest.raises(RuntimeError), store.local(KEY) as path:
        assert path.is_relative_to(tmp_path) and path.read_bytes() == b"recorded"
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_lists_go_on_behind_their_first_page(store: S3MediaStore) -> None:
    names = [f"artefacts/r1/{number:04}" for number in range(1001)]
    for name in names:
        aws_server.put_object(store.bucket, name, b"x")
    assert store.keys("artefacts/r1/") == names


def test_a_bucket_that_is_not_there_is_an_error_of_the_set_up(tmp_path: Path) -> None:
    nowhere = S3MediaStore("no-such-bucket", S3Clients(endpoint_url=aws_server.address()))
    (tmp_path / "file").write_bytes(b"x")
    for call in (
        lambda: nowhere.put(KEY, tmp_path / "file"),
        lambda: nowhere.keys(""),
        lambda: list(nowhere.read(KEY)),
    ):
        with pytest.raises(ServiceRefusedError, match="set-up"):
            call()
