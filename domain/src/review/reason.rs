//! Why a survey is rejected.

use crate::open_enum;

open_enum! {
    /// The ministry's and the auditors' reasons why an applicant gets no grant (Permenkop 2/2021;
    /// audit of the 2020 round).
    RejectReason {
        /// NIK tidak padan dengan data Dukcapil.
        NikUnmatched = "NIK_TIDAK_PADAN",
        /// NIK anomali.
        NikAnomaly = "NIK_ANOMALI",
        /// NIK tidak 16 digit atau tanggal lahir mustahil.
        NikFormat = "NIK_FORMAT",
        /// NIK ganda dalam usulan.
        NikDouble = "NIK_GANDA",
        /// Berstatus ASN, TNI, Polri, atau pegawai BUMN/BUMD.
        PublicEmployee = "ASN_TNI_POLRI",
        /// Sudah meninggal dunia.
        Deceased = "MENINGGAL",
        /// Bukan usaha mikro, atau usaha tidak ada.
        NotMicro = "BUKAN_MIKRO",
        /// Sedang menerima KUR (article 4 paragraph 2).
        Kur = "KREDIT_KUR",
        /// Pindah ke luar negeri.
        MovedAbroad = "PINDAH_LN",
        /// Dokumen tidak lengkap.
        Incomplete = "DOKUMEN_KURANG",
        /// Foto usaha tidak jelas atau tidak sesuai lokasi.
        PhotoUnfit = "FOTO_TIDAK_SESUAI",
        /// Di luar wilayah kerja dinas.
        OutsideArea = "LUAR_WILAYAH",
        /// Sudah menerima bantuan program lain.
        OtherAid = "TUMPANG_TINDIH",
        /// Sudah menerima BPUM tahun berjalan.
        ReceivedThisYear = "PERNAH_TERIMA",
    }
}
