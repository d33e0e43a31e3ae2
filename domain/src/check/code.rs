//! The codes of findings.

use crate::nik::NikError;
use crate::open_enum;

open_enum! {
    /// The code of a finding. Its word is stored with confirmations and in lists.
    FindingCode {
        /// The answer is missing.
        Required = "required",
        /// Not sixteen digits.
        NikLength = "nik.length",
        /// Something that is no digit.
        NikNotDigits = "nik.not_digits",
        /// A birth date that exists in no century.
        NikImpossibleDate = "nik.impossible_date",
        /// Serial 0000.
        NikSerialZero = "nik.serial_zero",
        /// The last four digits were not typed a second time.
        NikNotConfirmed = "nik.not_confirmed",
        /// Another birth date than the card's.
        NikBirthDateDiffers = "nik.birth_date_differs",
        /// Another sex than the card's.
        NikSexDiffers = "nik.sex_differs",
        /// No province has this code.
        NikProvinceUnknown = "nik.province_unknown",
        /// No regency has this code.
        NikRegencyUnknown = "nik.regency_unknown",
        /// No district has this code.
        NikDistrictUnknown = "nik.district_unknown",
        /// No district has this code, but the regency was split since.
        NikDistrictBeforeSplit = "nik.district_before_split",
        /// Issued in another district of the regency.
        NikDistrictDiffers = "nik.district_differs",
        /// Issued in another regency.
        NikRegencyDiffers = "nik.regency_differs",
        /// Issued before the regency was split.
        NikRegencySplit = "nik.regency_split",
        /// Issued under a code that is another one today.
        NikCodeMoved = "nik.code_moved",
        /// Another survey on this device has the same NIK.
        NikOwnDuplicate = "nik.own_duplicate",
        /// The province perhaps has a survey with this NIK.
        NikMaybeKnown = "nik.maybe_known",
        /// A list perhaps has this NIK.
        NikMaybeListed = "nik.maybe_listed",
        /// Not sixteen digits.
        FamilyCardLength = "family_card.length",
        /// No regency has this code.
        FamilyCardRegionUnknown = "family_card.region_unknown",
        /// A date of issue that cannot be.
        FamilyCardDate = "family_card.date",
        /// The NIK was typed again.
        FamilyCardSameAsNik = "family_card.same_as_nik",
        /// Digits in a name.
        NameDigits = "name.digits",
        /// Signs or digits and no letter.
        NameNoLetter = "name.no_letter",
        /// Born after the visit.
        BirthDateFuture = "birth_date.future",
        /// Younger than the programme asks for.
        BirthDateTooYoung = "birth_date.too_young",
        /// Older than a hundred.
        BirthDateTooOld = "birth_date.too_old",
        /// No Indonesian telephone number.
        PhoneUnusual = "phone.unusual",
        /// An occupation that the programme excludes.
        OccupationExcluded = "occupation.excluded",
        /// An occupation that may hide one that is excluded.
        OccupationAsk = "occupation.ask",
        /// Before 1900.
        SinceYearImpossible = "since_year.impossible",
        /// After the visit.
        SinceYearFuture = "since_year.future",
        /// Nobody works there.
        WorkersNone = "workers.none",
        /// More than a small business has.
        WorkersMany = "workers.many",
        /// The programme asks for NIB or SKU.
        LegalityMissing = "legality.missing",
        /// A business away from the card's address needs an SKU.
        LegalityCertificateWhenElsewhere = "legality.certificate_when_elsewhere",
        /// No position.
        PositionMissing = "position.missing",
        /// Not on the globe.
        PositionImpossible = "position.impossible",
        /// Supplied by another app.
        PositionMock = "position.mock",
        /// Too inexact to say much.
        PositionPoor = "position.poor",
        /// Exact to nothing, which no receiver is.
        PositionAccuracyNone = "position.accuracy_none",
        /// Taken before the visit, or long after it.
        PositionOtherTime = "position.other_time",
        /// Latitude and longitude nought, which receivers say when they know nothing.
        PositionNowhere = "position.nowhere",
        /// Outside Indonesia.
        PositionOutside = "position.outside",
        /// North of the equator in a province that lies south of it.
        PositionNorth = "position.north",
        /// Far from the village.
        PositionFar = "position.far",
        /// The question's year is missing.
        YearRequired = "year.required",
        /// A year in which nothing was paid.
        YearImpossible = "year.impossible",
        /// The answer excludes the applicant.
        EligibilityExcluded = "eligibility.excluded",
        /// Neither drawn nor a thumb print.
        SignatureMissing = "signature.missing",
        /// The text is not what was signed.
        StatementChangedSinceSigned = "statement.changed_since_signed",
        /// Fewer than the programme asks for.
        PhotoMissing = "photo.missing",
        /// More than the programme takes.
        PhotoTooMany = "photo.too_many",
        /// One camera file in two photos.
        PhotoDuplicate = "photo.duplicate",
        /// Taken on a day before the visit.
        PhotoEarlier = "photo.earlier",
        /// Taken at another place than the visit.
        PhotoElsewhere = "photo.elsewhere",
        /// The paper is not photographed.
        PhotoLegalityMissing = "photo.legality_missing",
        /// A thumb print, and no photo of the paper.
        PhotoThumbPrintNeedsPaper = "photo.thumb_print_needs_paper",
        /// A product photo without its consent.
        PhotoProductWithoutConsent = "photo.product_without_consent",
        /// More sales than a micro-business has.
        TurnoverAboveMicro = "turnover.above_micro",
        /// A KUR runs, and the question about it says no.
        AidKurDenied = "aid.kur_denied",
        /// A bank credit runs, and the question about it says no.
        AidCreditDenied = "aid.credit_denied",
        /// A day on which no visit for the programme can have been.
        VisitDay = "visit.day",
        /// An amount that cannot be written exactly.
        AmountTooLarge = "amount.too_large",
        /// More points than the province takes.
        SignatureTooLong = "signature.too_long",
        /// Control characters, or marks that turn the direction of writing.
        TextHiddenLetters = "text.hidden_letters",
        /// More bytes than the province takes.
        SurveyTooLarge = "survey.too_large",
        /// The photo was used for another applicant.
        PhotoOfAnother = "photo.of_another",
        /// The programme is not on this device, so nothing could be checked.
        ProgrammeUnknown = "programme.unknown",
    }
}

impl FindingCode {
    /// What it is about, e.g. `nik`: the word before the point.
    #[must_use]
    pub fn topic(&self) -> &str {
        self.as_str().split('.').next().unwrap_or_default()
    }
}

impl From<NikError> for FindingCode {
    fn from(error: NikError) -> Self {
        match error {
            NikError::Length { .. } => Self::NikLength,
            NikError::NotDigits => Self::NikNotDigits,
            NikError::ImpossibleDate => Self::NikImpossibleDate,
            NikError::SerialZero => Self::NikSerialZero,
        }
    }
}
