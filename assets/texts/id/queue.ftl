# Layar penyelia: antrean pemeriksaan dan pendamping.

## Antrean
queue-title = Pemeriksaan
queue-groups = Kelompok
queue-group-waiting = Menunggu
queue-group-new-version = Versi baru
queue-group-duplicates = Dugaan ganda
queue-group-returned = Dikembalikan
queue-group-approved = Disetujui
queue-group-rejected = Ditolak
queue-group-all = Semua
queue-search = Cari nama, NIK, atau nomor HP
queue-filters = Saringan
queue-filters-on = { $n ->
   *[other] Saringan ({ $n })
}
queue-district = Kecamatan
queue-facilitator = Pendamping
queue-findings = Temuan
queue-sort = Urutan
queue-all = Semua
queue-all-of = Semua ({ $n })
queue-option = { $name } ({ $n })
queue-with-findings = Ada temuan
queue-without-findings = Tanpa temuan
queue-oldest = Terlama
queue-newest = Terbaru
queue-by-name = Nama
queue-list = Daftar survei, { $n }
queue-count = { $n } survei
queue-empty-title = Tidak ada survei di sini
queue-empty-filtered = Coba kata yang lebih pendek, saringan lain, atau kelompok lain.
queue-empty-waiting = Semua survei yang sudah sampai di tablet ini sudah diputuskan.
queue-empty-group = Kelompok ini kosong.
queue-never-fetched-title = Belum ada data
queue-never-fetched = Sambungkan tablet ke internet. Survei wilayah kerja Anda diunduh sendiri, lalu dapat diperiksa tanpa jaringan.
queue-clear-filters = Hapus saringan
queue-next = Periksa berikutnya
queue-note = Keputusan disimpan di tablet dan dikirim saat ada jaringan.
queue-finds = { $n } temuan: { $what }
queue-finds-more = { $n } temuan: { $what }, …
queue-no-finds = Tanpa temuan
queue-same-nik = NIK sama dengan { $n } survei lain
queue-changed = { $n } isian diperbaiki
queue-chip-new-version = Versi baru
queue-chip-duplicate = Dugaan ganda
queue-chip-again = Putuskan lagi
queue-chip-approve = Setuju, antre
queue-chip-return = Kembali, antre
queue-chip-reject = Tolak, antre
queue-chip-other = Antre

## Menyetujui beberapa sekaligus
approve-clean = Setujui yang tanpa temuan ({ $n })
approve-clean-ask = Setujui { $n } survei?
approve-clean-about = Hanya survei tanpa temuan, tanpa dugaan ganda, dan dengan berkas lengkap. Yang lain dilewati. Keputusan yang sudah terkirim tidak dapat ditarik.
approve-clean-filter = Saringan Anda berlaku: survei di luar saringan tidak ikut.
approve-clean-go = Setujui { $n } survei
approve-clean-done = { $n } survei disetujui. Keputusan dikirim saat ada jaringan.
approve-clean-skipped = { $n } dilewati karena perlu dilihat satu per satu.

## Papan ketik
keys-title = Pintasan papan ketik
keys-search = Cari
keys-down = Survei berikutnya
keys-up = Survei sebelumnya
keys-open = Buka survei
keys-help = Daftar ini

## Pengiriman untuk penyelia
sync-offline-as-of = Luring, data { $when }
sync-exchanging = Menyelaraskan
sync-as-of = Data { $when }
sync-decisions = { $n ->
   *[other] { $n } menunggu
}
sync-decisions-title = Keputusan
sync-decisions-waiting = { $n ->
   *[other] { $n } keputusan menunggu dikirim
}
sync-decisions-safe = Tersimpan dan disegel di tablet ini. Dikirim sendiri begitu ada jaringan.
sync-decisions-none = Semua keputusan sudah diterima provinsi.
sync-decisions-held = Keputusan tetap aman di tablet ini. Hubungi dinas provinsi.
sync-offline-review = Survei di tablet ini tetap dapat diperiksa. Keputusan dikirim sendiri begitu ada jaringan.
sync-offline-decisions = { $n ->
   *[other] { $n } keputusan aman di tablet ini dan dikirim sendiri begitu ada jaringan. Aplikasi boleh ditutup.
}
sync-difference = Provinsi mencatat { $n } kiriman lebih sedikit daripada perangkat ini
sync-difference-about = Di sini tercatat sudah diterima, tetapi provinsi belum menghitungnya. Jangan hapus aplikasi; hubungi dinas.
photos-ahead = Unduh semua foto lebih dahulu
photos-ahead-sub = Foto utuh diunduh sebelum dibuka. Tidak memakai kuota: HP menunggu Wi-Fi.

## Pendamping
team-title = Pendamping
team-as-of = Data { $when }
team-none-title = Belum ada kabar
team-none = Keadaan HP pendamping diambil dari provinsi saat tablet ini tersambung.
team-empty-title = Belum ada pendamping
team-empty = Provinsi belum mencatat pendamping untuk wilayah kerja Anda.
team-no-device = Belum mendaftarkan HP
team-device = HP { $n }
team-blocked-device = Diblokir dinas
team-reported = Terakhir melapor { $when }
team-never = Belum pernah melapor
team-drafts = draf
team-waiting = menunggu
team-held = tertahan
team-count = Disegel di HP: { $sealed }. Ada di provinsi: { $held }. Aplikasi versi { $version }.
team-missing = { $n } survei belum masuk
team-missing-waiting = Masih menunggu di HP. Minta pendamping membuka aplikasi di tempat bersinyal.
team-missing-lost = HP menyebutnya sudah terkirim, tetapi provinsi belum punya. Hubungi pendamping dan dinas; jangan hapus aplikasi di HP itu.
team-all-in = Semua survei sudah masuk
team-held-about = { $n } survei tertahan dan perlu bantuan Anda.
team-unreadable = { $n } catatan di HP ini tidak dapat dibaca
team-unreadable-do = Minta pendamping membuat cadangan dan menghubungi dinas. Aplikasi di HP itu jangan dihapus.

## Pekerjaan di meja
desk-title = Pekerjaan Anda ada di meja
desk-about = Akun { $role } bekerja lewat komputer dinas. Tablet ini tetap dapat dikunci, disetel, dan dicadangkan.

## Temuan dengan satu dua kata
brief-required = isian kosong
brief-other = temuan lain
brief-nik-length = panjang NIK
brief-nik-not-digits = huruf di NIK
brief-nik-impossible-date = tanggal di NIK
brief-nik-serial-zero = NIK 0000
brief-nik-not-confirmed = NIK tidak diulang
brief-nik-birth-date-differs = tanggal lahir NIK
brief-nik-sex-differs = jenis kelamin NIK
brief-nik-province-unknown = provinsi NIK
brief-nik-regency-unknown = kabupaten NIK
brief-nik-district-unknown = kecamatan NIK
brief-nik-district-differs = kecamatan NIK
brief-nik-regency-differs = kabupaten NIK
brief-nik-own-duplicate = NIK ganda di HP
brief-nik-maybe-known = mungkin pernah didata
brief-nik-maybe-listed = mungkin di daftar lain
brief-nik-code-moved = kode NIK lama
brief-nik-regency-split = kode NIK lama
brief-nik-district-before-split = kode NIK lama
brief-family-card-length = panjang nomor KK
brief-family-card-region-unknown = wilayah nomor KK
brief-family-card-date = tanggal nomor KK
brief-family-card-same-as-nik = KK sama dengan NIK
brief-name-digits = angka di nama
brief-birth-date-future = tanggal lahir
brief-birth-date-too-young = umur muda
brief-birth-date-too-old = umur tua
brief-phone-unusual = nomor HP
brief-occupation-excluded = pekerjaan
brief-occupation-ask = pekerjaan
brief-since-year-impossible = tahun mulai usaha
brief-since-year-future = tahun mulai usaha
brief-workers-none = tanpa pekerja
brief-workers-many = banyak pekerja
brief-legality-missing = tanpa NIB atau SKU
brief-legality-certificate-when-elsewhere = SKU
brief-position-missing = tanpa lokasi
brief-position-impossible = lokasi
brief-position-mock = lokasi tiruan
brief-position-poor = akurasi lokasi
brief-position-accuracy-none = akurasi 0 m
brief-position-other-time = waktu titik
brief-position-nowhere = titik 0, 0
brief-position-outside = titik di luar Indonesia
brief-position-north = lintang tanpa minus
brief-position-far = titik jauh
brief-year-required = tahun menerima
brief-year-impossible = tahun menerima
brief-eligibility-excluded = kelayakan
brief-signature-missing = tanda tangan
brief-statement-changed-since-signed = isi berubah
brief-photo-missing = foto kurang
brief-photo-too-many = foto berlebih
brief-name-no-letter = nama tanpa huruf
brief-visit-day = tanggal kunjungan
brief-amount-too-large = jumlah terlalu besar
brief-signature-too-long = tanda tangan terlalu panjang
brief-text-hidden-letters = huruf tersembunyi
brief-survey-too-large = isian terlalu panjang
brief-photo-of-another = foto pemohon lain
brief-photo-duplicate = foto sama
brief-photo-earlier = foto lama
brief-photo-elsewhere = foto dari tempat lain
brief-photo-legality-missing = foto SKU
brief-photo-thumb-print-needs-paper = cap jempol
brief-photo-product-without-consent = izin foto produk
brief-turnover-above-micro = omzet
brief-aid-kur-denied = catatan KUR
brief-aid-credit-denied = catatan kredit
brief-programme-unknown = program belum dikenal
brief-question-receives-kur = KUR
brief-question-public-employee = pegawai negara
brief-question-received-before = pernah menerima
brief-question-other = kelayakan
