# The supervisor's review page, the comparison of duplicates, and the words of a survey's history.

# names of answers
answer-whole = Survei secara keseluruhan
answer-visited-on = Waktu kunjungan
answer-survey-id = Nomor survei
answer-programme = Program
answer-facilitator = Pendamping
answer-assignment = Penugasan
answer-notice = Pemberitahuan
answer-statement = Pernyataan
answer-signature = Tanda tangan
answer-unknown = Isian dari versi lain ({ $path })
answer-thumb-print = Cap jempol di surat

# values
value-empty = kosong
value-changed = berubah
value-long = teks berubah
value-photos = { $count } foto
legality-other = Surat lain
line-other = Bidang lain
premises-other = Tempat lain
doing-other = Lainnya
prakerja-other = Lainnya
regional-other = Lainnya
respondent-other = Lainnya
channel-other = Lainnya
goods-other = Lainnya
interest-other = Lainnya
plut-other = Lainnya
problem-other = Lainnya
credit-other = Lainnya

# the page
case-gone = Survei ini tidak ada di wilayah Anda
case-gone-more = Survei berpindah ke penyelia lain, atau belum sampai di tablet ini. Kembali ke antrean untuk melanjutkan.
case-documents-left-title = Berkas survei ini sudah tidak disimpan di tablet
case-documents-left = Survei yang sudah diputuskan meninggalkan tablet 30 hari sesudah keputusan; ini sejak { $time }. Provinsi menyimpan semuanya. Nomor tanda terima dan keputusan tetap tampil di sini.
case-documents-left-by = Pendamping
case-documents-left-fetch = Ambil lagi dari provinsi
error-review-left = Berkas survei ini sudah tidak disimpan di tablet. Buka surveinya, lalu ambil lagi dari provinsi.
case-parts = Bagian survei
case-part-identity = Identitas
case-part-business = Usaha
case-part-place = Lokasi
case-part-statement = Pernyataan
case-part-eligibility = Kelayakan
case-part-extra = Tambahan
case-part-history = Riwayat
case-part-conversation = Komentar
case-part-conversation-count = Komentar { $count }
case-version = Versi { $number }
case-version-short = versi { $number }
case-by = oleh { $name }
case-place = { $at } dari { $total }
case-state-received = Menunggu
case-state-unsent = { $verdict }, menunggu dikirim
case-judged = { $findings } temuan, { $judged } dari { $total } isian sudah dicek
case-fits = Sesuai
case-fits-after = Sesuai. Hapus komentar lebih dahulu.
case-say = Beri komentar
case-remark-on = Komentar untuk { $field }
case-remark-hint = Tulis apa yang harus dilakukan, bukan siapa yang salah.
case-remark-remove = Hapus komentar
case-remark-edit = Ubah komentar
case-remark-edit-of = Ubah komentar untuk { $field }
case-draft-failed = Komentar terakhir belum tersimpan. Periksa ruang tablet, lalu ubah sekali lagi.

# evidence
case-card-missing = Foto KTP tidak ada.
case-nik-says = Dari NIK: { $reading }
case-nik-logged = Pembukaan NIK dicatat.
case-opening-logged = pembukaan dicatat
case-same-family-card = { $count } survei lain memakai nomor KK yang sama. Wajar, cukup diketahui.
case-zoom-in = Perbesar
case-zoom-out = Perkecil
case-turn = Putar
case-whole = Utuh
case-photo-fetching = Mengambil foto, { $size }
case-photo-offline = Tidak ada sinyal. Foto utuh diambil saat ada jaringan.
case-photo-offline-not-arrived = Foto ini belum tiba di provinsi. HP pendamping masih mengirim.
case-photo-again = Coba lagi
case-photo-not-arrived = Belum tiba di provinsi
photo-taken-earlier = Foto lama, { $time }
photo-taken-place = Menurut foto di { $place }
case-files-missing = { $count } dari { $total } berkas belum tiba di provinsi. HP pendamping masih mengirim.
case-premises-since = Tempat dan mulai
case-since = sejak { $year }
case-in-year = tahun { $year }
case-map-middle = Pusat desa { $village }
case-from-middle = { $distance } dari pusat desa { $village }
case-nearest = Survei terdekat:
case-signed-screen = Ada di layar
case-read-statement = Baca pernyataan lengkap
case-statement-signed = Pernyataan yang ditandatangani

# history
case-receipt = Nomor tanda terima
case-first-received = Pertama diterima
case-seal = Segel
case-seal-fits = Segel cocok
case-seal-broken = Segel tidak cocok
case-seal-broken-more = Isi survei ini tidak sama dengan yang disegel di HP pendamping. Jangan setujui. Laporkan ke dinas provinsi dengan nomor tanda terima { $number }.
case-version-first = Versi pertama
case-version-same = Tidak ada isian yang berubah
case-before = Sebelumnya:
case-after = Menjadi:
case-photo-added = Foto ditambah
case-photo-removed = Foto dihapus
case-photo-replaced = Foto diganti

# conversation
case-conversation-none = Belum ada komentar.
case-conversation-draft = Belum dikirim, ikut keputusan Anda
case-said-by = { $name } · { $time } · versi { $number }
case-you = Anda
case-reply = Jawaban
case-outcome-stale = Tidak berlaku: versi baru atau keputusan lain masuk lebih dahulu.
case-outcome-handed-over = Disimpan sebagai saran: survei sudah berpindah ke penyelia lain.
case-outcome-duplicate = Tidak berlaku: survei lain dengan NIK ini sudah disetujui.
case-outcome-other = Tidak berlaku.

# what must be known first
case-newer = Versi { $number } masuk saat Anda memeriksa
case-newer-more = Halaman ini masih menampilkan versi sebelumnya. Isian yang berubah perlu dicek lagi.
case-newer-show = Tampilkan versi baru
case-again = Perlu keputusan baru
case-again-newer = Versi { $number } masuk sebelum keputusan Anda sampai di provinsi. Periksa yang berubah, lalu putuskan lagi.
case-again-other = Keputusan { $name } ({ $verdict }) sampai lebih dahulu. Putuskan lagi bila perlu.
case-again-duplicate = Survei lain dengan NIK ini sudah disetujui. Bandingkan, lalu putuskan mana yang berlaku.
case-again-own = Keputusan Anda sebelumnya: { $verdict }. Tetap tersimpan di riwayat.
case-duplicates = NIK sama dengan { $count } survei lain
case-duplicates-more = Keduanya disimpan sampai diputuskan mana yang berlaku.
case-compare = Bandingkan
case-compare-first = Bandingkan dahulu

# deciding
case-reject = Tolak
case-return = { $count ->
    [0] Kembalikan
   *[other] Kembalikan, { $count } komentar
}
case-approve = Setujui dan lanjut
case-left = { $count ->
    [0] Semua isian sudah dicek
   *[other] { $count } isian belum dicek
}
case-decided-approve = { $name } disetujui.
case-decided-return = { $name } dikembalikan.
case-decided-reject = { $name } ditolak.
case-decided-returned = { $count } survei dikembalikan.
case-undone = Keputusan diurungkan. Survei menunggu lagi.
case-undo-late = Keputusan sudah disegel. Untuk mengubahnya, putuskan lagi.
case-dock-newer = Tampilkan versi baru lebih dahulu, lalu putuskan.
case-decide-again = Putuskan ulang
case-own-unsent = Keputusan Anda, { $time }, menunggu dikirim
case-decided-by = Diputuskan { $name }, { $time }
case-approve-open = Setujui { $name }?
case-approve-findings = { $count } temuan:
case-approve-unchecked = { $count } isian belum diperiksa.
case-approve-remarked = { $count } komentar sudah ditulis.
case-approve-remarked-more = Komentar ikut tersimpan, tetapi survei tidak kembali ke pendamping. Untuk meminta perbaikan, pilih Kembalikan.
case-reject-ask = Tolak survei ini?
case-reject-more = Survei yang ditolak tidak diusulkan. Pendamping melihat alasannya.
case-reject-reason = Alasan dari daftar kementerian
case-reject-missing = Pilih satu alasan.
case-note = Catatan
case-note-hint = Dibaca pendamping dan dinas provinsi.
case-return-ask = Kembalikan ke { $name }?
case-return-more = Hanya hal bertanda di bawah ini yang diminta diperbaiki. Isi lain tetap.
case-return-list = Yang perlu diperbaiki
case-return-none = Belum ada komentar. Pilih isian, lalu tulis apa yang harus dilakukan.
case-return-add = Tambah isian lain
case-return-missing = Perlu paling sedikit satu komentar.
case-return-confirm = { $count ->
    [0] Kembalikan
   *[other] Kembalikan { $count } hal
}
case-phrase-unclear = Foto tidak jelas, mohon foto ulang.
case-phrase-cut = Lembar terpotong, mohon foto seluruhnya.
case-phrase-other = Foto tidak sesuai, mohon foto ulang di tempat usaha.
case-phrase-card = Cocokkan lagi dengan KTP.
case-phrase-ask = Mohon ditanyakan lagi kepada pemohon.
case-phrase-incomplete = Belum lengkap, mohon dilengkapi.
error-review-outdated = Versi yang lebih baru sudah masuk. Tampilkan dahulu, lalu putuskan.
error-review-no-comment = Perlu paling sedikit satu komentar.
error-review-no-reason = Pilih satu alasan.
error-review-empty-comment = Ada komentar yang kosong.
error-review-too-long = Keputusan terlalu panjang. Ringkaskan komentarnya.
error-review-unknown = Keputusan ini tidak dikenal. Perbarui aplikasi.

# keys
case-key-approve = Setujui
case-key-return = Kembalikan
case-key-reject = Tolak
case-key-next = Survei berikutnya
case-key-previous = Survei sebelumnya
case-key-parts = Ke bagian itu
case-key-close = Tutup jendela

# duplicates
compare-title = NIK sama, { $count } survei
compare-subtitle = Semua disimpan sampai diputuskan
compare-nik = NIK { $nik }
compare-none = Tidak ada dugaan ganda
compare-none-more = Tidak ada survei lain dengan NIK ini dalam program yang sama.
compare-other = Survei pembanding
compare-survey = Survei { $letter }
compare-differing = { $count } dari { $total } isian berbeda
compare-differs = Berbeda:
compare-unknown = tidak terlihat dari wilayah Anda
compare-place = Desa
compare-facilitator = Pendamping
compare-received = Diterima
compare-apart = Jarak antartitik
compare-outside = Survei B (pendamping { $name }) diputuskan penyelia wilayahnya. Yang terlihat hanya nomor tanda terima, pendamping, desa, waktu, dan keadaannya.
compare-other-area = Anda memutuskan survei A saja
compare-use-a = Pakai A, tolak B
compare-use-b = Pakai B, tolak A
compare-approve-a = Setujui A
compare-reject-a = Tolak A
compare-use-a-ask = Pakai survei A dan tolak survei B?
compare-use-b-ask = Pakai survei B dan tolak survei A?
compare-use-more = Yang dipakai disetujui. Yang lain ditolak dengan alasan NIK ganda dan menyebut nomor tanda terima yang dipakai.
compare-approve-a-ask = Setujui survei A?
compare-approve-a-more = Bila survei B disetujui lebih dahulu di wilayahnya, keputusan ini tidak berlaku dan Anda diminta memutuskan lagi.
compare-reject-a-ask = Tolak survei A karena NIK ganda?
compare-reject-a-more = Catatan penolakan menyebut nomor tanda terima survei B.
compare-note = NIK ganda: ada survei lain dengan nomor tanda terima { $number }
compare-note-stands = NIK ganda: yang berlaku survei dengan nomor tanda terima { $number }
compare-two-people = Orang berbeda, NIK salah ketik
compare-two-people-more = Pilih survei yang NIK-nya perlu dicocokkan lagi dengan KTP. Survei itu dikembalikan ke pendampingnya.
compare-return = Kembalikan
compare-which = Pilih paling sedikit satu survei.
compare-nik-comment = NIK sama dengan pemohon lain. Cocokkan setiap angka dengan KTP, lalu foto ulang KTP bila perlu.
compare-comment-is = Komentar: { $words }
