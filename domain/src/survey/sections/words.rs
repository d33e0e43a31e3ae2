//! The words of the optional sections' choices.

use crate::open_enum;

open_enum! {
    /// One optional section.
    Section {
        /// Turnover and how the business is doing.
        Turnover = "turnover",
        /// Credit and other aid.
        Aid = "aid",
        /// The cooperative behind the applicant.
        Cooperative = "cooperative",
        /// Selling online, and how goods are brought.
        Digital = "digital",
        /// Programmes and services the applicant wants.
        Interests = "interests",
        /// A problem or a complaint.
        Problem = "problem",
        /// A product photo the office may show.
        Promotion = "promotion",
    }
}

open_enum! {
    /// How the business is doing.
    Doing {
        /// As usual.
        Active = "active",
        /// Sells less than before.
        Falling = "falling",
        /// Closed for the time being.
        Closed = "closed",
        /// Mati suri: the business still exists, but does nothing.
        Dormant = "dormant",
    }
}

open_enum! {
    /// Where a running loan comes from.
    CreditKind {
        /// Kredit Usaha Rakyat; excludes from BPUM.
        Kur = "kur",
        /// Ultra Mikro.
        Umi = "umi",
        /// LPDB, the ministry's revolving fund.
        Lpdb = "lpdb",
        /// Another bank loan.
        Bank = "bank",
        /// A cooperative.
        Cooperative = "cooperative",
    }
}

open_enum! {
    /// How far the applicant came with Kartu Prakerja.
    Prakerja {
        /// Never registered.
        None = "none",
        /// Registered, not accepted so far.
        Registered = "registered",
        /// Accepted.
        Passed = "passed",
    }
}

open_enum! {
    /// Aid of province or regency in kind.
    RegionalAid {
        /// None.
        None = "none",
        /// A vendor's cart (gerobak).
        Cart = "cart",
        /// Something else, said in words.
        Else = "else",
    }
}

open_enum! {
    /// Who answers.
    Respondent {
        /// A micro-business.
        MicroBusiness = "micro_business",
        /// A cooperative.
        Cooperative = "cooperative",
    }
}

open_enum! {
    /// Digital tools in use.
    Channel {
        /// WhatsApp, Facebook, Instagram and the like.
        SocialMedia = "social_media",
        /// A marketplace.
        Marketplace = "marketplace",
        /// Payment by QRIS.
        Qris = "qris",
    }
}

open_enum! {
    /// How goods reach customers.
    GoodsDelivery {
        /// Their own courier.
        OwnCourier = "own_courier",
        /// Ojek online.
        OjekOnline = "ojek_online",
        /// The province's "warung pesan kirim".
        WarungPesanKirim = "warung_pesan_kirim",
    }
}

open_enum! {
    /// A programme the applicant would join.
    Interest {
        /// Training online.
        OnlineTraining = "online_training",
        /// Marketing online.
        OnlineMarketing = "online_marketing",
        /// Kartu Prakerja.
        Prakerja = "prakerja",
        /// Credit restructuring.
        Restructuring = "restructuring",
        /// Stimulus.
        Stimulus = "stimulus",
    }
}

open_enum! {
    /// The service fields of PLUT, the one-stop service centre for micro-businesses.
    PlutService {
        /// Kelembagaan.
        Institution = "institution",
        /// Pembiayaan.
        Financing = "financing",
        /// SDM.
        HumanResources = "human_resources",
        /// Produksi.
        Production = "production",
        /// Pemasaran.
        Marketing = "marketing",
        /// IT.
        Technology = "technology",
    }
}

open_enum! {
    /// How far a problem has been handled.
    ProblemStatus {
        /// Written down.
        Open = "open",
        /// Passed on to the office.
        PassedOn = "passed_on",
        /// Answered.
        Done = "done",
    }
}
