//! The eight steps of a visit, filled in as a facilitator does it at the door.

use sambang_domain::region::RegionTable;

use crate::album::Album;
use crate::driver::Window;
use crate::person;
use crate::photographs::Photographs;

/// A window, the pictures of it, and the photos at hand.
pub(crate) struct Visit<'a> {
    /// The app.
    pub(crate) window: &'a Window,
    /// Its pictures.
    pub(crate) album: &'a Album,
    /// What is photographed.
    pub(crate) photographs: &'a Photographs,
}

impl Visit<'_> {
    /// From home to the first step of a new visit.
    pub(crate) async fn begin(&self) {
        self.window.tap("#new-visit").await;
        self.window.see("#programme-bpum-2021").await;
        self.album.take(self.window, "programme").await;
        self.window.tap("#programme-bpum-2021").await;
        self.at(1).await;
    }

    /// 1: the applicant hears what happens with the data.
    pub(crate) async fn notice(&self) {
        self.album.take(self.window, "notice").await;
        self.window.tap_label("notice-ok").await;
        self.next(2).await;
    }

    /// 2: the card first, a NIK that cannot be, then the right one and what stands beside it.
    pub(crate) async fn identity_card(&self) {
        let window = self.window;
        window.upload("#photo-identity_card", &self.photographs.card).await;
        window.see("[data-photo=identity_card][data-state=ready]").await;
        window.fill("#nik", person::IMPOSSIBLE_NIK).await;
        window.see("#nik[aria-invalid=true]").await;
        window.look_at("#nik").await;
        self.album.take(window, "wrong-nik").await;
        window.fill("#nik", person::NIK).await;
        window.read("#nik-message", "16").await;
        window.fill("#nik4", &person::NIK[12..]).await;
        window.see(".digits4 .chip").await;
        window.look_at("#nik").await;
        self.album.take(window, "identity-card").await;
        window.fill("#family_card", person::FAMILY_CARD).await;
        window.fill("#name", person::NAME).await;
        window.fill("#birth_place", person::BIRTH_PLACE).await;
        window.fill("#birth_date", person::BIRTH_DATE).await;
        window.choose("sex", "female").await;
        window.fill("#address", person::ADDRESS).await;
        window.fill("#rt", "002").await;
        window.fill("#rw", "001").await;
        window.tap("#occupation").await;
        window.fill("#occupation-search", "wiraswasta").await;
        // The whole list is there before the search; tapping while it shrinks would miss.
        window.until("one occupation is left", async || window.count(".full .pick-list button").await == 1).await;
        window.tap("button[data-code='WIRASWASTA']").await;
        window.gone("#occupation-search").await;
        window.fill("#phone", person::PHONE_AS_SAID).await;
        self.village().await;
        assert_eq!(window.value("#phone").await, person::PHONE, "the number is kept in one spelling");
        self.album.take(window, "identity").await;
        self.next(3).await;
    }

    /// The village is found by the beginning of its name, in the district of the NIK.
    async fn village(&self) {
        let district = person::NIK[..6].parse().expect("a district");
        let village = RegionTable::shipped().children(district).into_iter().next().expect("it has villages");
        self.window.tap("#village").await;
        self.window.fill("#village-search", village.name).await;
        let found = format!("button[data-code='{}']", village.code);
        self.window
            .until("one village is left", async || self.window.count(".full .pick-list button").await == 1)
            .await;
        self.album.take(self.window, "village").await;
        self.window.tap(&found).await;
        self.window.gone("#village-search").await;
    }

    /// 3: the business in the applicant's own words.
    pub(crate) async fn business(&self) {
        let window = self.window;
        window.fill("#business_name", person::BUSINESS).await;
        window.fill("#activity", person::ACTIVITY).await;
        window.tap("#kbli").await;
        window.fill("#kbli-search", "gorengan").await;
        window.until("one kind is left", async || window.count(".full .pick-list button").await == 1).await;
        self.album.take(window, "kind-of-business").await;
        window.tap("button[data-code='56104']").await;
        window.gone("#kbli-search").await;
        window.see("input[name=line][value=food]:checked").await;
        window.pick("#since_year", person::SINCE).await;
        window.choose("premises", "home").await;
    }

    /// 3, after the battery was pulled: every answer is there, and the rest follows.
    pub(crate) async fn business_goes_on(&self) {
        let window = self.window;
        self.at(3).await;
        for (field, answer) in
            [("#business_name", person::BUSINESS), ("#activity", person::ACTIVITY), ("#since_year", person::SINCE)]
        {
            assert_eq!(window.value(field).await, answer, "{field} is kept");
        }
        window.see("input[name=line][value=food]:checked").await;
        window.see("input[name=premises][value=home]:checked").await;
        window.look_at_top().await;
        self.album.take(window, "kept").await;
        window.fill("#workers", "2").await;
        window.choose("legality", "sku").await;
        window.fill("#legality_number", person::LEGALITY_NUMBER).await;
        self.next(4).await;
    }

    /// 4: where the business is.
    pub(crate) async fn position(&self) {
        let (latitude, longitude, accuracy) = person::POSITION;
        self.window.stand_at(latitude, longitude, accuracy).await;
        self.window.choose("same_as_home", "yes").await;
        self.window.tap("#locate").await;
        self.window.see("#position[data-accuracy='6']").await;
        self.window.fill("#landmark", person::LANDMARK).await;
        self.window.look_at_top().await;
        self.album.take(self.window, "position").await;
        self.next(5).await;
    }

    /// 5: the business, photographed; a file that is no photo is refused in words.
    pub(crate) async fn photos(&self) {
        let window = self.window;
        window.upload("#photo-business_front", &self.photographs.not_a_photo).await;
        window.see("[data-photo=business_front][data-state=error]").await;
        self.album.take(window, "not-a-photo").await;
        window.upload("#photo-business_front", &self.photographs.front).await;
        window.see("[data-photo=business_front][data-state=ready]").await;
        window.upload("#photo-business_activity", &self.photographs.goods).await;
        window.see("[data-photo=business_activity][data-state=ready]").await;
        window.look_at_top().await;
        self.album.take(window, "photos").await;
        self.next(6).await;
    }

    /// 6: the programme's questions.
    pub(crate) async fn eligibility(&self) {
        for (question, answer) in [
            ("is_citizen", "yes"),
            ("owns_micro_business", "yes"),
            ("public_employee", "no"),
            ("receives_kur", "no"),
            ("received_before", "no"),
        ] {
            self.window.choose(&format!("q-{question}"), answer).await;
        }
        self.window.look_at_top().await;
        self.album.take(self.window, "eligibility").await;
        self.next(7).await;
    }

    /// 7: the statement is read, signed with a finger, and photographed on paper.
    pub(crate) async fn statement(&self) {
        let window = self.window;
        self.album.take(window, "statement").await;
        window.fill("#place", person::PLACE).await;
        window.stroke("#sign-pad", &[(-120, 20), (-60, -30), (0, 30), (60, -30), (120, 20)]).await;
        window.see("#sign-pad[data-strokes='1']").await;
        window.stroke("#sign-pad", &[(-100, 45), (0, 40), (100, 45)]).await;
        window.see("#sign-pad[data-strokes='2']").await;
        window.upload("#photo-signed_statement", &self.photographs.paper).await;
        window.see("[data-photo=signed_statement][data-state=ready]").await;
        window.look_at("#sign-pad").await;
        self.album.take(window, "signature").await;
        self.next(8).await;
    }

    /// 8, before finishing: the optional sections are looked at and one is answered, one warning is
    /// confirmed.
    pub(crate) async fn more_questions(&self) {
        let window = self.window;
        window.look_at("#sections").await;
        self.album.take(window, "more-questions").await;
        self.sections().await;
        window.tap("#section-turnover").await;
        window.fill("#before_rupiah", "3000000").await;
        window.fill("#now_rupiah", "1.200.000").await;
        window.choose("doing", "falling").await;
        window.choose("changed", "no").await;
        window.look_at_top().await;
        self.album.take(window, "turnover").await;
        window.tap("#section-done").await;
        window.see("li[data-answered=yes] #section-turnover").await;
        window.tap("[id='confirm-evidence.legality_document:photo.legality_missing']").await;
        window.see("#confirm-reason").await;
        window.tap(".sheet .chip--btn").await;
        window.until("the reason is filled in", async || !window.value("#confirm-reason").await.is_empty()).await;
        window.see("#confirm-save:not([disabled])").await;
        self.album.take(window, "confirm").await;
        window.tap("#confirm-save").await;
        window.see("[data-finding='photo.legality_missing'][data-severity=confirmed]").await;
        window.look_at_top().await;
    }

    /// Opens each optional section and leaves it as it is.
    async fn sections(&self) {
        let window = self.window;
        for section in ["aid", "cooperative", "digital", "interests", "problem", "promotion"] {
            window.tap(&format!("#section-{section}")).await;
            window.see(&format!("main[data-section={section}]")).await;
            self.album.take(window, &format!("section-{section}")).await;
            window.tap("#section-done").await;
            window.gone("main[data-section]").await;
        }
    }

    /// 8: nothing is left to correct; the visit is finished.
    pub(crate) async fn finish(&self) {
        let window = self.window;
        window.see("#finish").await;
        assert_eq!(window.count("[data-severity=error]").await, 0, "nothing is left to correct");
        self.album.take(window, "summary").await;
        window.tap("#finish").await;
        window.see("#finish-confirm").await;
        self.album.take(window, "finish").await;
        window.tap("#finish-confirm").await;
    }

    async fn next(&self, step: u8) {
        self.window.tap("#next").await;
        self.at(step).await;
    }

    pub(crate) async fn at(&self, step: u8) {
        self.window.arrive(&format!("main[data-screen=visit][data-step='{step}']")).await;
    }
}
