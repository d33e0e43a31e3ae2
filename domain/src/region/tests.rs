use super::{RegionCode, RegionCodeError, RegionError, RegionLevel, RegionTable, SHIPPED};

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn codes_below(table: &RegionTable, parents: &[RegionCode]) -> Vec<RegionCode> {
    parents.iter().flat_map(|parent| table.children(*parent)).map(|region| region.code).collect()
}

#[test]
fn the_shipped_table_decodes_and_holds_the_whole_country_in_code_order() {
    let table = RegionTable::from_bytes(SHIPPED).unwrap();
    let provinces: Vec<_> = table.provinces().iter().map(|region| region.code).collect();
    let regencies = codes_below(&table, &provinces);
    let districts = codes_below(&table, &regencies);
    let villages = codes_below(&table, &districts);
    assert_eq!((provinces.len(), regencies.len(), districts.len(), villages.len()), (38, 514, 7_285, 83_762));
    for level in [&provinces, &regencies, &districts, &villages] {
        assert!(level.is_sorted_by(|a, b| a < b));
    }
    let mut kinds = [0; 4];
    for village in &villages {
        kinds[usize::from(village.village_part().unwrap() / 1_000)] += 1;
    }
    assert_eq!(kinds, [0, 8_496, 75_252, 14], "kelurahan, desa, desa adat");
}

#[test]
fn every_code_is_found_under_itself_and_its_parent_exists() {
    let table = RegionTable::shipped();
    let mut level: Vec<_> = table.provinces();
    while !level.is_empty() {
        let mut below = Vec::new();
        for region in level {
            assert_eq!(table.find(region.code), Some(region));
            assert_eq!(RegionCode::parse(&region.code.to_string()), Ok(region.code));
            let parent = region.code.parent();
            assert!(parent.is_none_or(|parent| parent.contains(region.code) && table.find(parent).is_some()));
            below.extend(table.children(region.code));
        }
        level = below;
    }
}

#[test]
fn names_are_in_good_case_and_without_slips_of_typing() {
    let table = RegionTable::shipped();
    let name = |text: &str| table.find(code(text)).unwrap().name;
    assert_eq!(name("18"), "Lampung");
    assert_eq!(name("18.03"), "Kabupaten Lampung Utara");
    assert_eq!(name("18.72"), "Kota Metro");
    assert_eq!(name("18.03.02"), "Kotabumi");
    assert_eq!(name("35.29.22"), "Ra'as");
    assert_eq!(name("53.07.01.2021"), "Regapu'u");
    assert_eq!(name("73.10"), "Kabupaten Pangkajene dan Kepulauan");
    for regency in table.provinces().iter().flat_map(|province| table.children(province.code)) {
        assert!(regency.name.starts_with("Kabupaten ") || regency.name.starts_with("Kota "), "{}", regency.name);
        for place in table.children(regency.code).iter().flat_map(|district| table.children(district.code)) {
            assert!(!place.name.is_empty() && place.name.trim() == place.name, "{}", place.name);
            assert!(!place.name.contains(['"', '*', '’', '\n']), "{}", place.name);
        }
    }
}

#[test]
fn lampung_has_its_fifteen_regencies() {
    let names: Vec<_> = RegionTable::shipped().children(code("18")).iter().map(|region| region.name).collect();
    assert_eq!(names.len(), 15);
    assert_eq!(names[2], "Kabupaten Lampung Utara");
    assert_eq!(&names[12..], ["Kabupaten Pesisir Barat", "Kota Bandar Lampung", "Kota Metro"]);
}

#[test]
fn a_full_name_goes_up_to_the_regency_as_a_person_says_it() {
    let table = RegionTable::shipped();
    let village = table.search_villages(code("1803"), "kalibalangan", 1)[0];
    assert_eq!(table.full_name(village.code).unwrap(), "Kalibalangan, Abung Selatan, Lampung Utara");
    assert_eq!(table.full_name(code("187201")).unwrap(), "Metro Pusat, Kota Metro");
    assert_eq!(table.full_name(code("1803")).unwrap(), "Lampung Utara");
    assert_eq!(table.full_name(code("3101")).unwrap(), "Kepulauan Seribu");
    assert_eq!(table.full_name(code("18")).unwrap(), "Lampung");
    assert_eq!(table.full_name(code("1899")), None);
}

#[test]
fn a_nik_prefix_in_force_names_its_three_levels() {
    let place = RegionTable::shipped().nik_prefix(180_302);
    assert_eq!(place.province.unwrap().name, "Lampung");
    assert_eq!(place.regency.unwrap().name, "Kabupaten Lampung Utara");
    assert_eq!(place.district.unwrap().name, "Kotabumi");
    assert!(!place.historical);
}

#[test]
fn a_nik_prefix_that_papua_dropped_is_still_known() {
    let table = RegionTable::shipped();
    let merauke = table.nik_prefix(910_101);
    assert_eq!(merauke.province.unwrap().name, "Papua");
    assert_eq!(merauke.regency.unwrap().name, "Kabupaten Merauke");
    assert_eq!(merauke.district.unwrap().name, "Merauke");
    assert!(merauke.historical);
    assert_eq!(table.find(code("910101")), None);
    let sorong = table.nik_prefix(920_144);
    assert_eq!(sorong.regency.unwrap().name, "Kabupaten Sorong");
    assert_eq!(sorong.district.unwrap().name, "Bagun");
    let mimika = table.nik_prefix(910_999);
    assert_eq!(mimika.regency.unwrap().name, "Kabupaten Mimika");
    assert!(mimika.district.is_none() && mimika.historical);
}

#[test]
fn an_unknown_nik_prefix_is_known_as_far_as_it_goes() {
    let table = RegionTable::shipped();
    let nowhere = table.nik_prefix(999_999);
    assert!(nowhere.province.is_none() && nowhere.regency.is_none() && nowhere.district.is_none());
    assert!(!nowhere.historical);
    let lampung = table.nik_prefix(189_901);
    assert!(lampung.province.is_some() && lampung.regency.is_none() && lampung.district.is_none());
    let zeros = table.nik_prefix(180_300);
    assert!(zeros.regency.is_some() && zeros.district.is_none());
    for wild in [0, 18, 1_803_020, u32::MAX] {
        assert!(table.nik_prefix(wild).district.is_none());
    }
}

#[test]
fn search_does_not_mind_case_spacing_or_apostrophes() {
    let table = RegionTable::shipped();
    let first = |within: &str, text: &str| table.search_villages(code(within), text, 5).first().map(|found| found.name);
    for typed in ["kalibalangan", "KaLiBaL", "  kali balangan ", "Kalibalangan, Abung"] {
        assert_eq!(first("1803", typed), Some("Kalibalangan"), "{typed}");
    }
    assert_eq!(first("53.07", "regapuu"), Some("Regapu'u"));
    assert_eq!(first("1801", "kalibalangan"), None);
    assert_eq!(first("1899", "a"), None);
}

#[test]
fn search_puts_names_that_begin_with_the_text_first_and_keeps_to_the_region_and_limit() {
    let table = RegionTable::shipped();
    let found = table.search_villages(code("18"), "suka", 40);
    assert_eq!(found.len(), 40);
    assert!(found.iter().all(|region| region.name.starts_with("Suka") && code("18").contains(region.code)));
    let by_district = table.search_villages(code("1803"), "selatan abung", 100);
    let kalibalangan = table.search_villages(code("1803"), "kalibalangan", 1)[0].code;
    let its_villages = table.children(kalibalangan.parent().unwrap());
    assert!(its_villages.iter().all(|village| by_district.contains(village)));
    assert!(by_district.iter().all(|region| table.full_name(region.code).unwrap().contains("Abung")));
    assert!(table.search_villages(code("18"), "suka", 0).is_empty());
}

#[test]
fn an_empty_search_lists_the_first_villages() {
    let table = RegionTable::shipped();
    let district = code("18.03.02");
    let all: Vec<_> = table.children(district);
    assert_eq!(table.search_villages(district, "", 3), all[..3]);
    assert_eq!(table.search_villages(district, " - ", usize::MAX), all);
    assert_eq!(table.search_villages(all[1].code, "", 9), [all[1]]);
}

#[test]
fn a_code_knows_its_level_its_parents_and_its_spelling() {
    let village = code("18.03.02.2001");
    assert_eq!(village, code("1803022001"));
    assert_eq!(village.to_string(), "1803022001");
    assert_eq!(village.level(), RegionLevel::Village);
    assert_eq!(village.parent(), village.district());
    assert_eq!(village.district(), Some(code("180302")));
    assert_eq!(village.regency(), Some(code("1803")));
    assert_eq!(village.province(), Some(code("18")));
    assert_eq!((code("18").parent(), code("18").regency(), code("1803").district()), (None, None, None));
    assert!(code("1803").contains(village) && village.contains(village) && !village.contains(code("1803")));
    assert!(!code("1801").contains(village));
    assert!(code("18") < code("1803") && code("1803") < village && village < code("1804"));
    assert_eq!(serde_json::to_string(&village).unwrap(), "\"1803022001\"");
    assert_eq!(serde_json::from_str::<RegionCode>("\"18.03\"").unwrap(), code("1803"));
    assert!(serde_json::from_str::<RegionCode>("1803").is_err());
}

#[test]
fn what_is_no_code_is_refused() {
    use RegionCodeError::{Length, NotDigits, ZeroGroup};
    for text in ["", "1", "180", "18030", "18030220", "18030220011", "123456789012345678901234567890"] {
        assert_eq!(RegionCode::parse(text), Err(Length), "{text}");
    }
    for text in ["18.", ".18", "1.803", "18.0302", "1803.02", "18..03", "18 03", "+803", "18a3", "１８"] {
        assert_eq!(RegionCode::parse(text), Err(NotDigits), "{text}");
    }
    for text in ["00", "1800", "180002", "0003", "180300", "1803020000", "0000000000"] {
        assert_eq!(RegionCode::parse(text), Err(ZeroGroup), "{text}");
    }
}

#[test]
fn a_table_cut_short_anywhere_or_with_something_behind_it_is_refused() {
    for cut in (0..SHIPPED.len()).step_by(211).chain(0..64).chain(SHIPPED.len() - 64..SHIPPED.len()) {
        assert!(RegionTable::from_bytes(&SHIPPED[..cut]).is_err(), "cut at {cut}");
    }
    let longer = [SHIPPED, &[0]].concat();
    assert_eq!(RegionTable::from_bytes(&longer).unwrap_err(), RegionError::Length);
}

#[test]
fn a_damaged_table_is_refused() {
    assert_eq!(RegionTable::from_bytes(b"").unwrap_err(), RegionError::NotARegionTable);
    assert_eq!(RegionTable::from_bytes(b"code,name\n").unwrap_err(), RegionError::NotARegionTable);
    let mut bytes = SHIPPED.to_vec();
    bytes[15] = 9;
    assert_eq!(RegionTable::from_bytes(&bytes).unwrap_err(), RegionError::Version(9));
    for at in (16..SHIPPED.len()).step_by(9_973).chain(16..40) {
        let mut bytes = SHIPPED.to_vec();
        bytes[at] ^= 0x40;
        assert!(RegionTable::from_bytes(&bytes).is_err(), "byte {at} changed");
    }
}

/// A file made of these unpacked sections.
fn file(sections: [&[u8]; 3]) -> Vec<u8> {
    let packed = sections.map(|raw| miniz_oxide::deflate::compress_to_vec_zlib(raw, 6));
    let mut file = b"sambang regions\x01".to_vec();
    for (body, raw) in packed.iter().zip(sections) {
        file.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        file.extend(u32::try_from(raw.len()).unwrap().to_le_bytes());
    }
    file.extend(packed.concat());
    file
}

#[test]
fn a_well_packed_table_that_makes_no_sense_is_refused() {
    // One province 180000 (varint a0 fe 0a), one regency 180300 (+ac 02), one district 180302 (+2).
    let regions = b"\x03\xa0\xfe\x0a\xac\x02\x02Lampung\nKabupaten Lampung Utara\nKotabumi\n";
    let villages = b"\x00\x00\x02\xd1\x0f\x01Satu\nDua\n";
    let table = RegionTable::from_bytes(&file([regions, b"\x00", villages])).unwrap();
    assert_eq!(table.find(code("1803022002")).unwrap().name, "Dua");

    let refused = |sections: [&[u8]; 3]| RegionTable::from_bytes(&file(sections)).unwrap_err();
    assert_eq!(refused([b"\x01\xcc\x80\x0bKabupaten\n", b"\x00", b"\x00"]), RegionError::Codes, "no province");
    assert_eq!(refused([b"\x02\xa0\xfe\x0a\x00A\nB\n", b"\x00", b"\x00\x00"]), RegionError::Codes, "twice");
    assert_eq!(refused([regions, b"\x00", b"\x00\x01\x00\x01Satu\n"]), RegionError::Codes, "village in a regency");
    assert_eq!(refused([regions, b"\x00", b"\x00\x00\x01\x00Satu\n"]), RegionError::Codes, "village zero");
    assert_eq!(refused([regions, b"\x00", b"\x00\x00\x01\x01"]), RegionError::Damaged, "a name is missing");
    assert_eq!(refused([regions, b"\x00", b"\x00\x00\x01\x01Satu"]), RegionError::Damaged, "an unended name");
    assert_eq!(refused([regions, b"\x00", b"\x00\x00\x01\x01\xff\n"]), RegionError::Damaged, "not UTF-8");
    assert_eq!(refused([b"\xff\xff\xff\xff\xff", b"\x00", b""]), RegionError::Damaged, "an endless number");
    assert_eq!(refused([b"\xff\xff\x7f", b"\x00", b""]), RegionError::Damaged, "fewer codes than it says");
}
