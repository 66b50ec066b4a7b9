"""A key of our own making, and a paper signed with it."""

import pytest
from pyhanko.sign.signers import SimpleSigner

from ocop.documents.letters import pdf
from ocop.documents.signing.sign import sign
from ocop.documents.signing.tester import PASSWORD, make_test_signer
from tests.documents.letters.paper import a_decision
from tests.moment import NOW


@pytest.fixture(scope="session")
def signer(tmp_path_factory):
    """Return the files of a test key: its PKCS#12 and its root."""
    return make_test_signer(tmp_path_factory.mktemp("signer"), NOW)


@pytest.fixture(scope="session")
def key(signer):
    return SimpleSigner.load_pkcs12_data(signer[0].read_bytes(), (), passphrase=PASSWORD.encode())


@pytest.fixture(scope="session")
def root(signer):
    return signer[1].read_bytes()


@pytest.fixture(scope="session")
def paper():
    return pdf(a_decision())


@pytest.fixture(scope="session")
def signed(paper, key):
    return sign(paper, key, at=NOW, reason="Ban hành quyết định")
