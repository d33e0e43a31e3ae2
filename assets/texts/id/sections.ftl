# Pickers, the optional sections, confirming a warning, and the findings about them.

# pickers
visit-kbli = Jenis usaha
visit-kbli-none = Cari jenis usaha
visit-kbli-hint = Kata sehari-hari: warung, gorengan, jahit. Mengisi bidang usaha sekaligus.
visit-kbli-code = KBLI { $code }, edisi { $edition }
answer-kbli = KBLI
answer-occupation = Pekerjaan sesuai KTP
visit-occupation-none = Pilih pekerjaan
visit-occupation-hint = ASN, TNI, Polri, dan pegawai BUMN/BUMD tidak dapat diusulkan.
picker-business-note = Ketik kata sehari-hari
picker-business-search = Cari jenis usaha
picker-occupation-note = Ketik seperti tertulis di KTP
picker-occupation-search = Cari pekerjaan
picker-own-words = Pakai “{ $words }”

# the list
sections-title = Pertanyaan tambahan
sections-done = { $count } terisi. Tanyakan bila ada waktu.
section-answered = Terisi
section-close = Selesai
section-clear = Kosongkan bagian ini
section-none = Tidak ada
section-turnover = Omzet dan keadaan usaha
section-aid = Kredit dan bantuan lain
section-cooperative = Koperasi
section-digital = Daring dan pengantaran
section-interests = Minat program
section-problem = Kendala atau pengaduan
section-promotion = Foto produk untuk promosi
section-other = Bagian lain
section-sub-turnover = Omzet sebulan, usaha berjalan atau berhenti
section-sub-aid = KUR, UMi, Prakerja, Kemensos, gerobak
section-sub-cooperative = Keanggotaan dan nomor kartu
section-sub-digital = Media sosial, marketplace, QRIS, kurir
section-sub-interests = Pelatihan, pemasaran, layanan PLUT
section-sub-problem = Dicatat dan diteruskan ke dinas
section-sub-promotion = Hanya dengan izin tersendiri
section-sub-other = Dari program ini

# turnover
answer-before-rupiah = Omzet sebulan, dulu
answer-now-rupiah = Omzet sebulan, sekarang
section-amount-hint = Kira-kira saja, dalam rupiah.
section-amount-read = Terbaca { $amount }
answer-doing = Keadaan usaha
doing-active = Berjalan biasa
doing-falling = Menurun
doing-closed = Tutup sementara
doing-dormant = Mati suri
answer-changed = Pernah ganti usaha?
answer-changed-from = Usaha sebelumnya
section-changed-from-hint = Misalnya “pakaian”, sebelum menjual masker.

# aid
answer-has-credit = Ada kredit yang sedang berjalan?
answer-credits = Kredit dari mana
credit-kur = KUR
credit-umi = UMi (Ultra Mikro)
credit-lpdb = LPDB
credit-bank = Bank, selain KUR
credit-cooperative = Koperasi
section-lender = Nama pemberi kredit
section-lender-hint = Misalnya “BRI Kotabumi”. Nomor rekening tidak perlu.
answer-prakerja = Kartu Prakerja
prakerja-none = Tidak mendaftar
prakerja-registered = Mendaftar, belum lolos
prakerja-passed = Lolos
answer-kemensos = Menerima bantuan Kemensos?
answer-regional = Bantuan daerah
regional-none = Tidak ada
regional-cart = Gerobak
regional-else = Lainnya
answer-regional-name = Bantuan apa
section-regional-name-hint = Misalnya “Gerobak Sayur Pesan Kirim, 2019”.

# cooperative
answer-respondent = Yang didata
respondent-micro-business = Usaha mikro
respondent-cooperative = Koperasi
answer-member = Anggota koperasi?
answer-cooperative-name = Nama koperasi
section-cooperative-name-hint = Seperti tertulis di kartu.
answer-cooperative-card = Nomor kartu anggota
section-cooperative-card-hint = Kosongkan bila tidak dibawa.

# digital
answer-channels = Yang sudah dipakai
channel-social-media = Media sosial
channel-marketplace = Marketplace
channel-qris = QRIS
answer-delivery = Cara mengantar barang
goods-own-courier = Kurir sendiri
goods-ojek-online = Ojek online
goods-warung-pesan-kirim = Warung pesan kirim

# interests
answer-interests = Ingin ikut program apa
interest-online-training = Pelatihan daring
interest-online-marketing = Pemasaran daring
interest-prakerja = Kartu Prakerja
interest-restructuring = Keringanan kredit (restrukturisasi)
interest-stimulus = Stimulus
answer-plut = Perlu bantuan PLUT di bidang apa
plut-institution = Kelembagaan
plut-financing = Pembiayaan
plut-human-resources = SDM
plut-production = Produksi
plut-marketing = Pemasaran
plut-technology = IT

# problem
answer-problem = Kendala atau pengaduan
section-problem-hint = Tulis seperti diucapkan pemohon.
answer-problem-status = Sampai di mana
problem-open = Terbuka
problem-passed-on = Diteruskan
problem-done = Selesai
answer-passed-to = Diteruskan kepada
section-passed-to-hint = Misalnya “dinas kabupaten”.

# promotion
section-consent-read = Bacakan: “Foto produk ini boleh dipakai dinas untuk promosi, misalnya di media sosial. Boleh menolak. Penolakan tidak memengaruhi usulan bantuan.”
answer-consent = Pemohon mengizinkan?
answer-gallery = Bersedia dipamerkan di galeri PLUT?

# confirming
visit-notes = Untuk diketahui
visit-fix-section = Buka bagian ini
confirm-open = Konfirmasi
confirm-change = Ubah alasan
confirm-done = Dikonfirmasi: { $reason }
confirm-pick = Pilih alasan
confirm-reason = Alasan
confirm-reason-hint = Dibaca penyelia bersama survei ini.
confirm-save = Simpan konfirmasi
confirm-undo = Batalkan konfirmasi
confirm-as-card = Sudah dicocokkan, sesuai KTP
confirm-card-wrong = KTP keliru, pemohon akan mengurus ke Dukcapil
confirm-as-family-card = Sudah dicocokkan, sesuai KK
confirm-job-ended = Sudah pensiun atau berhenti
confirm-job-not-public = Bukan pegawai pemerintah atau BUMN/BUMD
confirm-no-position = Sinyal GPS tidak didapat di sini
confirm-place-right = Titik diambil di tempat usaha
confirm-photo-earlier = Foto lama, usaha masih sama
confirm-paper-later = Surat menyusul
confirm-asked = Sudah ditanyakan kepada pemohon

# findings
finding-nik-code-moved = NIK memakai kode wilayah lama
finding-nik-code-moved-do = { $issued }, dulu { $old }, sejak { $year } menjadi { $new } ({ $name }). NIK tidak ikut berubah. Tidak perlu apa-apa.
finding-nik-regency-split = NIK terbit sebelum kabupaten dimekarkan
finding-nik-regency-split-do = { $name } lahir dari { $issued } tahun { $year }. NIK tetap memakai kode lama. Tidak perlu apa-apa.
finding-nik-district-before-split = Kode kecamatan di NIK tidak dikenal
finding-nik-district-before-split-do = Bisa jadi kode sebelum { $name } dipisahkan dari { $issued } ({ $year }). Cocokkan angka 5–6 dengan KTP. Bila sama, boleh lanjut.
finding-family-card-region-unknown = Kode wilayah di nomor KK tidak dikenal
finding-family-card-region-unknown-do = Cocokkan angka 1–4 ({ $code }) dengan kartu keluarga. Bila sama, boleh lanjut.
finding-family-card-date = Tanggal terbit di nomor KK tidak mungkin
finding-family-card-date-do = Cocokkan angka 7–12 ({ $date }) dengan kartu keluarga. Bila sama, boleh lanjut.
finding-family-card-same-as-nik = Nomor KK sama dengan NIK
finding-family-card-same-as-nik-do = Nomor KK ada di bagian atas kartu keluarga. Ketik ulang dari sana.
finding-occupation-excluded = Pekerjaan di KTP: { $occupation }
finding-occupation-excluded-do = ASN, TNI, Polri, dan pegawai BUMN/BUMD tidak dapat diusulkan. Tanyakan apakah masih bekerja, lalu cocokkan jawaban kelayakan.
finding-occupation-ask = Pekerjaan di KTP: { $occupation }
finding-occupation-ask-do = Tanyakan apakah digaji pemerintah atau BUMN/BUMD. Bila tidak, konfirmasi dengan alasan.
finding-turnover-above-micro = Omzet di atas batas usaha mikro
finding-turnover-above-micro-do = Batasnya Rp2 miliar setahun. Tanyakan lagi, apakah ini sebulan.
finding-aid-kur-denied = Kredit KUR dicatat, tetapi kelayakan dijawab tidak
finding-aid-kur-denied-do = Tanyakan lagi, lalu betulkan salah satunya.
finding-aid-credit-denied = Kredit bank dicatat, tetapi kelayakan dijawab tidak
finding-aid-credit-denied-do = Tanyakan lagi, lalu betulkan salah satunya.
finding-photo-product-without-consent = Foto produk tanpa izin pemohon
finding-photo-product-without-consent-do = Minta izin, atau hapus fotonya.
