### Layar di luar kunjungan. Bahasa baku yang dipakai sehari-hari; "Anda" kepada petugas.

## Umum
back = Kembali
next = Lanjut
close = Tutup
cancel = Batal
delete = Hapus
undo = Urungkan
mask-full = Paling banyak { $count } angka. Angka terakhir tidak masuk.
mask-date-full = Tanggal sudah lengkap. Angka terakhir tidak masuk.
search = Cari
clear-search = Hapus kata cari
optional = boleh kosong
saved = Tersimpan
saving = Menyimpan…
not-saved = Belum tersimpan
none-yet = Belum ada
unnamed = Belum bernama
step-of = Langkah { $step } dari { $total }
steps-incomplete = langkah { $steps } belum lengkap
files = { $n } berkas
files-sent = { $done } dari { $total } berkas terkirim
files-short = { $done } dari { $total } berkas
of-bytes = dari { $total }
bytes-of = { $done } dari { $total }
seconds = { $n } detik
minutes = { $n } menit
broken-title = Aplikasi tidak dapat dibuka

## Keadaan survei
status-draf = Draf
status-antre = Antre
status-kirim = Mengirim
status-kirim-percent = Mengirim { $percent } %
status-terkirim = Terkirim
status-kembali = Dikembalikan
status-setuju = Disetujui
status-tolak = Ditolak
status-tahan = Tertahan
status-ganda = Mungkin ganda

## Lencana dan layar pengiriman
sync-badge-label = Pengiriman: { $state }
sync-all-1 = Semua
sync-all-2 = diterima
sync-waiting = { $n } menunggu
sync-blocked = { $n } tertahan
sync-offline = Luring
sync-sending = Mengirim
sync-count = { $n } dari { $total }
sync-needs-person = Perlu tindakan
sync-needs-help = Perlu bantuan
sync-title = Pengiriman
sync-last = Terakhir { $when }
sync-never = Belum pernah mengirim
sync-now = Coba kirim
sync-busy = Mengirim…
sync-percent = Seluruh pengiriman { $percent } persen
sync-resumes = Bila terputus, lanjut dari tempat berhenti. Aplikasi boleh ditutup.
sync-needs-person-title = Pengiriman menunggu Anda
sync-offline-title = Tidak ada sinyal
sync-offline-text = { $n } survei aman di HP ini dan dikirim sendiri begitu ada jaringan. Aplikasi boleh ditutup.
sync-empty-title = Antrean kosong
sync-empty = Semua survei sudah diterima provinsi.

## Baris yang tidak dapat dibaca
needs-help = Perlu bantuan: { $n } catatan tidak dapat dibaca
needs-help-do = Hubungi kantor dinas. Jangan hapus aplikasi: catatan itu tetap tersimpan di perangkat ini dan ikut dalam cadangan. Yang lain berjalan seperti biasa.

## Server dinas dikembalikan dari cadangan
asked-again = { $n } kiriman ditanyakan ulang ke dinas
asked-again-about = Server dinas dikembalikan dari cadangan. Yang hilang di sana dikirim ulang sendiri. Jangan hapus aplikasi.
log-contradicted = Catatan provinsi tidak cocok dengan yang disimpan HP ini
log-contradicted-about = Catatan di server dinas pernah ditulis ulang. Yang ada di HP ini tetap tersimpan. Jangan hapus aplikasi, dan beri tahu kantor dinas.
no-backup = { $n } survei menunggu cadangan dinas
no-backup-about = Dinas belum membuat cadangan, jadi HP ini menyimpan semuanya dan ruangnya habis. Beri tahu kantor dinas.

sent-percent = { $name }, terkirim { $percent } persen
attempts = Sudah dicoba { $n } kali.
auto-sync = Kirim otomatis
auto-sync-sub = Begitu ada jaringan

## Mengapa tertahan
blocked-content-differs = Isi survei ini berbeda dari yang sudah ada di provinsi
blocked-outside-area = Lokasi usaha di luar wilayah kerja Anda
blocked-seal-invalid = Segel survei ini tidak cocok
blocked-revision-invalid = Survei ini tidak dapat dibaca provinsi
blocked-digest-differs = Foto di HP ini berubah setelah disegel
blocked-unreadable = Data survei ini di HP tidak dapat dibaca
blocked-too-large = Berkas lebih besar dari yang diterima provinsi
blocked-forbidden = Akun Anda tidak boleh mengirim survei ini
blocked-quarantined = Diterima untuk diperiksa
blocked-gone = Provinsi kehilangan survei ini, dan HP ini sudah tidak menyimpannya
blocked-other = Provinsi tidak dapat menerima survei ini
blocked-do = Data tetap aman di HP. Hubungi penyelia Anda.

## Mengapa belum terkirim
trouble-offline = Tidak ada sinyal. Dikirim sendiri begitu ada jaringan.
trouble-cut = Sambungan terputus di tengah jalan. Dicoba lagi sebentar lagi.
trouble-name-unknown = Alamat server dinas tidak ditemukan. Kalau internet lain jalan, beri tahu dinas; kalau tidak, cari sinyal.
trouble-server-down = Server dinas tidak menjawab. Sinyal baik; tunggu, atau beri tahu dinas.
trouble-clock-behind = Tanggal HP ini tertinggal, jadi server dinas tidak dipercaya. Betulkan tanggal dan jam HP.
trouble-certificate-expired = Sertifikat server dinas sudah habis menurut HP ini. Periksa tanggal dan jam HP; kalau benar, beri tahu dinas.
trouble-certificate-unknown = Sertifikat ditolak: jaringan ini ikut membaca, atau server dinas salah dipasang. Pakai jaringan lain, atau beri tahu dinas.
trouble-certificate-name = Sertifikat ditolak: yang menjawab bukan server dinas. Masuk dahulu ke Wi-Fi ini, atau pakai jaringan lain.
trouble-proxy-needed = Wi-Fi ini hanya melewatkan data lewat proksi. Isi proksi di setelan Wi-Fi HP, atau pakai data seluler.
trouble-not-our-server = Jaringan ini meminta masuk lebih dahulu atau bukan jaringan dinas. Buka peramban, lalu coba lagi.
trouble-timed-out = Sinyal terlalu lemah. Dicoba lagi sebentar lagi.
trouble-server-busy = Server dinas sedang sibuk. Dicoba lagi sebentar lagi.
trouble-server-full = Server dinas hampir penuh. Dinas perlu memberi ruang; tidak ada yang hilang.
trouble-sign-in-again = HP ini perlu didaftarkan ulang. Minta kode kepada penyelia. Survei tetap aman.
trouble-update-app = Aplikasi perlu diperbarui sebelum dapat mengirim. Survei tetap aman.
trouble-unknown = Pengiriman terhenti. Dicoba lagi sebentar lagi.
trouble-other = Pengiriman terhenti. Dicoba lagi sebentar lagi.

## Pendaftaran HP
enrol-title = Daftarkan HP ini
enrol-subtitle = Sekali saja, perlu internet
enrol-heading = Masukkan kode dari dinas
enrol-intro = Kode 10 huruf dan angka, berlaku 24 jam. Minta kepada penyelia bila belum punya.
enrol-text = Tempel undangan
enrol-text-hint = Teks lengkap dari dinas mengisi alamat dan kode sekaligus.
enrol-server = Alamat server
enrol-code = Kode pendaftaran
enrol-code-hint = Huruf besar dan kecil sama saja.
enrol-code-right = Kode benar
enrol-both = Isi alamat dan kode dahulu.
enrol-go = Periksa kode
enrol-asking = Memeriksa…
enrol-name = Nama
enrol-role = Tugas
enrol-office = Dinas
enrol-area = Wilayah kerja
enrol-programmes = { $n ->
   *[other] Program
}
enrol-confirm = Nama dan wilayah di atas benar
enrol-compare-title = Cocokkan 8 huruf ini
enrol-compare = Huruf ini harus sama dengan yang ada pada surat atau pesan dari dinas. Bila berbeda, jangan lanjutkan: server ini bukan milik dinas.
enrol-confirm-letters = Nama, wilayah, dan 8 huruf di atas benar
enrol-confirm-hint = Centang dahulu. Bila salah, hubungi penyelia.
enrol-next-title = Berikutnya: buat PIN 6 angka
enrol-next = PIN mengunci data pemohon di HP ini. Dinas dapat memulihkan data bila PIN terlupa.
enrol-pin = Lanjut buat PIN
enrol-other = Pakai kode lain
role-facilitator = Tenaga pendamping
role-supervisor = Penyelia
role-province = Dinas provinsi
role-auditor = Auditor
role-other = Petugas

## PIN
pin-enter = Masukkan PIN
pin-new = Buat PIN 6 angka
pin-again = Ulangi PIN baru
pin-old = Masukkan PIN lama
pin-new-hint = Jangan pakai angka berurutan atau angka yang sama semua.
pin-too-simple = PIN terlalu mudah ditebak. Pilih angka lain.
pin-six-digits = PIN harus 6 angka.
pin-differs = Kedua PIN tidak sama. Buat lagi dari awal.
pin-wrong = PIN salah. Coba lagi.
pin-wrong-wait = PIN salah. Coba lagi { $time } lagi.
pin-wait = Coba lagi { $time } lagi.
pin-try-again = Silakan coba lagi.
pin-later = Terlalu banyak percobaan. Tunggu sebentar.
pin-opening = Membuka…
pin-locking = Mengunci data…
pin-forgot = Lupa PIN
pin-safe = Survei yang belum terkirim tetap aman di HP ini.
pin-filled = { $n } dari { $total } angka sudah diisi
key-delete = Hapus satu angka
unlock-newer = Data di HP ini dibuat oleh aplikasi yang lebih baru. Perbarui aplikasi.
unlock-damaged = Data di HP ini rusak dan sudah disisihkan. Hubungi penyelia, jangan hapus aplikasi.
enrol-again-title = Daftarkan ulang
enrol-again-sub = Bila dinas tidak mengenal perangkat ini lagi
enrol-again-intro = Minta kode pendaftaran baru kepada penyelia. Perangkat ini tetap memakai kunci yang lama.
enrol-again-go = Daftarkan ulang
enrol-again-safe = Semua draf, survei, dan keputusan di perangkat ini tetap ada dan dikirim sesudahnya.
enrol-again-id = Nomor petugas
forgot-title = Lupa PIN
forgot-subtitle = Perlu internet dan kode dari dinas
forgot-intro = Minta kode pendaftaran baru kepada penyelia. Dengan kode itu Anda membuat PIN baru.
forgot-code-first = Isi kode dari dinas dahulu.
forgot-go = Lanjut buat PIN baru
forgot-working = Membuka data…
forgot-safe-title = Tidak ada yang hilang
forgot-safe = Semua draf dan survei yang belum terkirim tetap ada setelah PIN diganti.

## Beranda
weekday-1 = Senin
weekday-2 = Selasa
weekday-3 = Rabu
weekday-4 = Kamis
weekday-5 = Jumat
weekday-6 = Sabtu
weekday-7 = Minggu
weekday-other = Hari
new-visit = Kunjungan baru
pick-programme = Untuk program apa?
no-programme = Belum ada program yang berjalan. Sambungkan internet, lalu coba lagi.
home-empty-title = Belum ada kunjungan
home-empty = Datangi rumah atau tempat usaha, lalu mulai kunjungan. Semua langkah dapat diisi tanpa internet.
home-to-do = Perlu dikerjakan
home-waiting = Menunggu kirim
home-received = Sudah diterima
home-see-queue = Lihat antrean
home-see-all = Semua { $n }
tally-today = hari ini
tally-waiting = menunggu
tally-received = diterima
needs-supervisor = Perlu bantuan penyelia

## Daftar kunjungan
assignments-title = Daftar kunjungan
assignments-entry = Daftar kunjungan · { $done } dari { $total }
assignments-left = { $n } belum selesai
assignments-all-done = Semua sudah dikunjungi
assignments-visited = { $done } dari { $total } sudah dikunjungi
assignments-of = { $done } dari { $total }
assignments-search = Nama, alamat, atau desa
assignments-groups = Keadaan kunjungan
assignments-group-all = Semua { $n }
assignments-group-open = Belum { $n }
assignments-group-done = Sudah { $n }
assignments-not-visited = Belum dikunjungi
assignments-done = Sudah dikunjungi
assignments-withdrawn = Ditarik dari daftar oleh dinas
assignments-no-place = Desa tidak disebut
assignments-place-unknown = Nama tempat menurut daftar dinas
assignments-more = Tampilkan { $n } lainnya
assignments-unplanned = Kunjungan di luar daftar
assignments-empty-title = Belum ada daftar
assignments-empty = Dinas belum menitipkan daftar. Kunjungan tetap dapat dimulai kapan saja.

## Cari
search-title = Cari survei
search-label = Nama atau jenis usaha
search-groups = Kelompok
search-count = { $n } survei
search-count-more = { $n } survei terbaru
search-more = Tampilkan lebih banyak
search-empty-title = Tidak ada yang cocok
search-empty = Coba kata yang lebih pendek atau kelompok lain.
group-all = Semua
group-todo = Draf
group-waiting = Menunggu
group-received = Diterima

## Tanda terima
receipt-title = Tanda terima
receipt-complete = Diterima provinsi
receipt-partial = Isian diterima, berkas menyusul
receipt-lost = Provinsi kehilangan survei ini
receipt-lost-about = Server dinas dikembalikan dari cadangan lama. Yang masih ada di HP ini dikirim ulang; tanda terima baru menyusul dan nomornya dapat berbeda.
receipt-summary = { $done } dari { $total } berkas · { $when }
receipt-applicant = Pemohon
receipt-nik = NIK
receipt-number = Nomor terima
receipt-code = Kode cocok
receipt-file-list = Berkas
receipt-file-missing = menyusul
receipt-signed = Ditandatangani server { $office } dan sudah diperiksa oleh HP ini.
receipt-done = Selesai
receipt-none-title = Belum ada tanda terima
receipt-none = Tanda terima muncul setelah provinsi menerima survei ini.
evidence-identity-card = Foto KTP
evidence-business-front = Tempat usaha
evidence-business-activity = Kegiatan usaha
evidence-applicant-at-business = Pemohon di usaha
evidence-legality-document = Surat izin usaha
evidence-signed-statement = Surat pernyataan
evidence-drawn-signature = Tanda tangan
evidence-product-photo = Foto produk
evidence-other = Berkas lain

## Setelan
settings-title = Setelan
settings-look = Tampilan
settings-language = Bahasa
settings-theme = Warna layar
theme-system = Ikut HP
theme-light = Terang
theme-dark = Gelap
theme-sun = Matahari
theme-sun-hint = “Matahari”: hitam putih tegas untuk di luar ruangan.
settings-text = Ukuran huruf
settings-safety = Keamanan
change-pin = Ganti PIN
lock-now = Kunci sekarang
lock-after = Terkunci sendiri setelah 5 menit tidak dipakai
settings-device = HP ini
server-title = Server dinas
server-move = Pesan pindah server
server-move-hint = Tempel pesan dari dinas bila servernya pindah alamat.
server-move-go = Pindah
heads-title = Kepala catatan dinas
heads-about = HP ini menyimpan { $n } kepala catatan dinas sebagai saksi. Bagikan bila pemeriksa memintanya; tidak ada data warga di dalamnya.
heads-share = Bagikan kepala catatan
server-moved = HP ini sekarang memakai { $server }.
settings-person = Pengguna
settings-storage = Ruang terpakai
settings-free = Ruang kosong
settings-version = Versi
settings-region-data = Nama wilayah berasal dari idn-area-data, lisensi ODbL 1.0.
storage-used = { $bytes }, { $photos } foto

## Apa yang tidak berhasil, dan apa yang dilakukan
error-other = Tidak berhasil. Coba lagi; bila berulang, hubungi penyelia.
error-enrolment-code-invalid = Kode tidak dikenal. Cocokkan setiap huruf dengan yang dari dinas.
error-enrolment-code-expired = Kode sudah lewat 24 jam. Minta kode baru kepada penyelia.
error-enrolment-code-used = Kode sudah dipakai. Minta kode baru kepada penyelia.
error-enrolment-other-province = Undangan ini bukan untuk server ini. Minta undangan baru kepada penyelia.
error-enrolment-fake-server = Server ini tidak memegang kunci dinas yang mengundang Anda. Jangan lanjutkan; beri tahu penyelia.
error-auth-proof-needed = Server dinas sedang sibuk. Coba lagi sebentar lagi.
error-recovery-refused = Kode ini bukan untuk HP ini. Minta kode baru atas nama Anda.
error-recovery-away = Kunci pemulihan sedang disimpan dinas di tempat lain. Minta dinas memasangnya, lalu pakai kode yang sama lagi.
error-auth-token-invalid = HP ini perlu didaftarkan ulang. Minta kode kepada penyelia.
error-auth-device-revoked = HP ini diblokir dinas. Hubungi penyelia.
error-auth-role-forbidden = Akun Anda tidak boleh melakukan ini.
error-auth-outside-area = Lokasi ini di luar wilayah kerja Anda.
error-request-rate-limited = Terlalu banyak percobaan. Tunggu satu menit, lalu coba lagi.
error-request-malformed = Server tidak memahami permintaan ini. Perbarui aplikasi.
error-request-too-large = Berkas terlalu besar untuk dikirim.
error-request-not-found = Alamat server salah. Cocokkan dengan yang dari dinas.
error-protocol-unsupported = Aplikasi perlu diperbarui.
error-server-unavailable = Server dinas sedang tidak dapat dipakai. Coba lagi nanti.
error-server-internal = Server dinas sedang bermasalah. Coba lagi nanti.
error-trouble-offline = Tidak ada sinyal. Cari jaringan, lalu coba lagi.
error-trouble-cut = Sambungan terputus di tengah jalan. Dicoba lagi sebentar lagi.
error-trouble-name-unknown = Alamat server dinas tidak ditemukan. Kalau internet lain jalan, beri tahu dinas; kalau tidak, cari sinyal.
error-trouble-server-down = Server dinas tidak menjawab. Sinyal baik; tunggu, atau beri tahu dinas.
error-trouble-clock-behind = Tanggal HP ini tertinggal, jadi server dinas tidak dipercaya. Betulkan tanggal dan jam HP.
error-trouble-certificate-expired = Sertifikat server dinas sudah habis menurut HP ini. Periksa tanggal dan jam HP; kalau benar, beri tahu dinas.
error-trouble-certificate-unknown = Sertifikat ditolak: jaringan ini ikut membaca, atau server dinas salah dipasang. Pakai jaringan lain, atau beri tahu dinas.
error-trouble-certificate-name = Sertifikat ditolak: yang menjawab bukan server dinas. Masuk dahulu ke Wi-Fi ini, atau pakai jaringan lain.
error-trouble-proxy-needed = Wi-Fi ini hanya melewatkan data lewat proksi. Isi proksi di setelan Wi-Fi HP, atau pakai data seluler.
error-trouble-not-our-server = Alamat ini bukan server dinas. Cocokkan alamat, atau masuk dahulu ke jaringan Wi-Fi.
error-trouble-timed-out = Sinyal terlalu lemah. Coba lagi di tempat lain.
error-trouble-server-busy = Server dinas sedang sibuk. Coba lagi sebentar lagi.
error-trouble-server-full = Server dinas hampir penuh. Minta dinas memberi ruang, lalu coba lagi.
error-server-storage-full = Server dinas hampir penuh. Minta dinas memberi ruang, lalu coba lagi.
error-trouble-sign-in-again = HP ini perlu didaftarkan ulang. Minta kode kepada penyelia.
error-trouble-update-app = Aplikasi perlu diperbarui.
error-trouble-unknown = Tidak tersambung. Coba lagi.
error-survey-not-finished = Masih ada yang perlu diperbaiki.
error-server-move-refused = Pesan ini bukan dari dinas HP ini, atau sudah lama. Minta pesan yang baru.
error-survey-too-large = Isian terlalu panjang untuk dikirim. Persingkat isian terpanjang.
error-survey-unsealable = Ada isian yang tidak dapat disegel dengan tepat. Periksa angka-angka, lalu coba lagi.
error-signature-too-long = Tanda tangan terlalu panjang. Hapus dan ulangi.
error-survey-sealed = Survei ini sudah disegel dan tidak dapat diubah.
error-store-not-found = Survei ini tidak ada di HP ini.
error-store-in-use = Aplikasi sudah terbuka di jendela lain. Tutup jendela itu dahulu.
error-store-full = Ruang HP penuh. Hapus foto atau aplikasi lain, lalu coba lagi.
error-store-damaged = Perlu bantuan: data ini tidak dapat dibaca. Tidak ada yang berubah atau hilang. Hubungi kantor dinas; jangan hapus aplikasi.
error-photo-empty = Berkas foto kosong. Ambil foto lagi.
error-photo-truncated = Foto terpotong. Ambil foto lagi.
error-photo-not-an-image = Berkas ini bukan foto. Pilih foto.
error-photo-unsupported = Jenis foto ini tidak dapat dibaca. Ubah kamera ke JPEG, lalu foto ulang.
error-photo-too-large = Berkas terlalu besar untuk sebuah foto. Ambil dengan kamera HP.
error-photo-too-many-pixels = Foto terlalu besar untuk HP ini. Kecilkan ukuran foto di setelan kamera.
error-photo-too-small = Foto terlalu kecil untuk dibaca. Ambil dengan kamera HP.
error-photo-damaged = Foto rusak. Ambil foto lagi.
error-photo-internal = Foto tidak dapat diolah. Ambil foto lagi.
error-address-malformed = Alamat server tidak lengkap. Cocokkan dengan yang dari dinas.
error-address-not-encrypted = Alamat server harus diawali https://. Cocokkan dengan yang dari dinas.
error-vault-damaged = Berkas kunci di HP ini rusak. Hubungi penyelia, jangan hapus aplikasi.
error-vault-chip-gone = Kunci keamanan HP ini tidak cocok lagi. Ketuk Lupa PIN dan minta kode dari kantor; data tidak hilang.
error-device-not-enrolled = HP ini belum terdaftar. Tutup dan buka lagi aplikasi.
error-device-other-province = Server menjawab atas nama dinas lain. Periksa alamat server bersama penyelia.
error-device-already-enrolled = HP ini sudah terdaftar. Tutup dan buka lagi aplikasi.
error-store-newer = Data di HP ini dibuat oleh aplikasi yang lebih baru. Perbarui aplikasi.
error-store-failed = Penyimpanan HP bermasalah. Tutup dan buka lagi aplikasi.
error-survey-not-draft = Hanya draf yang dapat dihapus.
error-signature-empty = Belum ada tanda tangan.

## Keadaan HP
hours = { $n } jam
days = { $n } hari
room-low = Ruang HP tinggal { $free }. Hapus foto atau aplikasi lain sebelum berangkat.
room-too-low = Ruang HP tinggal { $free }. Kunjungan baru tidak dapat dimulai sebelum ada ruang; yang sudah dimulai dapat diselesaikan.
clock-ahead = Jam HP lebih cepat { $time } dari server pada sambungan terakhir.
clock-behind = Jam HP lebih lambat { $time } dari server pada sambungan terakhir.
clock-repair = Betulkan di setelan HP.

## Tempat sampah
bin-title = Tempat sampah
bin-link = { $n } draf di tempat sampah
bin-about = Draf yang dihapus disimpan { $days } hari, lalu hilang bersama foto-fotonya.
bin-days = hilang { $n } hari lagi
bin-restore = Kembalikan
bin-restore-of = Kembalikan draf { $name }
bin-restored = Draf { $name } kembali ke daftar.
bin-empty-title = Tempat sampah kosong
bin-empty = Draf yang dihapus muncul di sini selama { $days } hari dan dapat dikembalikan.

## Simpanan di HP
retention-title = Simpanan di HP
keep-title = Foto yang sudah diterima provinsi
keep-never = Simpan
keep-about = Dihapus dari HP sesudah waktu ini. Daftar dan tanda terima tetap ada. Yang belum diterima lengkap tidak pernah dihapus.
receipt-local-stays = Foto dan isian tetap disimpan di HP ini.
receipt-local-leaves = Foto dan isian di HP ini dihapus otomatis { $n } hari lagi.
receipt-local-leaves-soon = Foto dan isian di HP ini dihapus otomatis pada pengiriman berikutnya.
receipt-local-waits = Foto dan isian tetap di HP ini sampai dinas membuat cadangannya.
receipt-local-left = Foto dan isian sudah dihapus dari HP ini. Provinsi menyimpannya.
saved-at = Tersimpan di { $path }
saved-shared = Berkas sudah jadi. Pilih ke mana dikirim.

## Catatan aplikasi
log-title = Catatan aplikasi
log-sub = Untuk dikirim saat meminta bantuan
log-lines = { $n } baris terakhir
log-about = Berisi apa yang dikerjakan aplikasi. Tidak ada nama, NIK, tempat, atau kata sandi.
log-empty = Belum ada catatan.
log-copy = Salin
log-copied = Catatan disalin.
log-not-copied = Catatan tidak dapat disalin. Simpan ke berkas saja.
log-save = Simpan ke berkas
error-storage-low = Ruang HP kurang dari 100 MB. Hapus foto atau aplikasi lain, lalu mulai kunjungan.

## Cadangan
backup-title = Cadangkan dan pulihkan
backup-sub = Satu berkas terkunci untuk pindah HP
backup-save-title = Cadangkan
backup-save-about = Semua draf, survei, dan foto disimpan dalam satu berkas terkunci. Berkas hanya terbuka dengan PIN Anda atau oleh dinas. Jaga seperti menjaga HP ini.
backup-save = Cadangkan sekarang
backup-restore-title = Pulihkan
backup-restore-about = Ambil draf dan survei dari cadangan HP Anda yang lama. Yang sudah ada di HP ini tidak berubah.
backup-choose = Pilih berkas cadangan
backup-reading = Membaca berkas, { $percent } persen
backup-restoring = Memulihkan…
backup-pin = Masukkan PIN cadangan
backup-pin-which = PIN yang dipakai saat cadangan dibuat
backup-restored = Pulih: { $drafts } draf, { $waiting } survei belum terkirim, { $received } sudah diterima. { $known } sudah ada di HP ini.
error-backup-not-a-backup = Berkas ini bukan cadangan Sambang. Pilih berkas yang namanya berakhir .sambang.
error-backup-newer = Cadangan ini dibuat oleh aplikasi yang lebih baru. Perbarui aplikasi.
error-backup-damaged = Cadangan ini rusak atau terpotong. Salin lagi dari tempat asalnya.
error-backup-wrong-pin = PIN tidak cocok dengan cadangan ini.
error-backup-other-person = Cadangan ini milik orang lain.
error-backup-unreadable = Berkas tidak dapat dibaca. Coba lagi.
