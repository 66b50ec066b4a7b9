"""A dossier that is sent back says why, is mended, and goes the same way again."""

from ocop.dossiers.flow import State
from tests.stories import desks
from tests.stories.desks import Person


def test_a_dossier_sent_back_twice_is_mended_and_proposed_again(ground):
    lan, hoa = desks.registered_by_lan()
    tung = Person("tung")
    dossier = desks.begun_by_hoa(hoa)
    desks.written_by_hoa(hoa, dossier, stars=3, total=55)
    desks.filed_by_hoa(hoa, dossier)

    lan.does(f"/van-phong/ho-so/{dossier.code}/nhan/")
    slip = refreshed(dossier).slip_no
    lan.does(f"/van-phong/ho-so/{dossier.code}/tra-lai/", reasons="Thiếu ảnh nhãn sản phẩm.")
    page = hoa.reads(f"/chu-the/ho-so/{dossier.code}/")
    assert "Thiếu ảnh nhãn sản phẩm." in page

    more = desks.versioned(dossier) | {"claim": "Có ảnh nhãn.", "files": desks.proof()}
    hoa.does(f"/chu-the/ho-so/{dossier.code}/minh-chung/1.1/", **more)
    desks.filed_by_hoa(hoa, dossier)
    desks.proposed_by_lan(lan, dossier)
    assert refreshed(dossier).slip_no == slip
    code = dossier.product.codes.get().code

    tung.does(f"/van-phong/ho-so/{dossier.code}/tra-lai/", reasons="Thiếu phiếu kiểm nghiệm.")
    assert "Thiếu phiếu kiểm nghiệm." in hoa.reads(f"/chu-the/ho-so/{dossier.code}/")
    desks.filed_by_hoa(hoa, dossier)
    desks.proposed_by_lan(lan, dossier)

    assert refreshed(dossier).state == State.PROPOSED
    assert dossier.product.codes.get().code == code
    page = lan.reads(f"/van-phong/ho-so/{dossier.code}/")
    assert "Thiếu ảnh nhãn sản phẩm." in page
    assert "Thiếu phiếu kiểm nghiệm." in page
    refused = lan.is_refused(f"/van-phong/ho-so/{dossier.code}/tra-lai/", reasons="Muộn rồi.")
    assert "Hãy tải lại trang để xem trạng thái mới nhất." in refused


def refreshed(dossier):
    dossier.refresh_from_db()
    return dossier
