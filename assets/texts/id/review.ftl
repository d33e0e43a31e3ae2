# Decisions of supervisors: why a survey is rejected, and the way of a returned one.

# why a survey is rejected, by the code of the decision
reject-reason-nik-tidak-padan = NIK tidak padan dengan data Dukcapil
reject-reason-nik-anomali = NIK anomali
reject-reason-nik-format = NIK tidak 16 angka atau tanggal lahirnya mustahil
reject-reason-nik-ganda = NIK ganda dalam usulan
reject-reason-asn-tni-polri = ASN, TNI, Polri, atau pegawai BUMN/BUMD
reject-reason-meninggal = Sudah meninggal dunia
reject-reason-bukan-mikro = Bukan usaha mikro, atau usahanya tidak ada
reject-reason-kredit-kur = Sedang menerima KUR
reject-reason-pindah-ln = Pindah ke luar negeri
reject-reason-dokumen-kurang = Dokumen tidak lengkap
reject-reason-foto-tidak-sesuai = Foto usaha tidak jelas atau tidak sesuai lokasi
reject-reason-luar-wilayah = Di luar wilayah kerja dinas
reject-reason-tumpang-tindih = Sudah menerima bantuan program lain
reject-reason-pernah-terima = Sudah menerima BPUM tahun berjalan
reject-reason-other = Alasan lain

# a survey that came back, on the facilitator's phone
group-returned = Dikembalikan
row-returned = perlu diperbaiki
row-correcting = sedang diperbaiki
returned-title = Survei dikembalikan
returned-count = { $n } hal perlu diperbaiki
returned-by = Dikembalikan { $name }, { $day }. Isi lain tetap seperti semula.
returned-point = { $n }. { $field }
returned-changed = Sudah diganti
returned-replied = Sudah dibalas
returned-supervisor = Penyelia
returned-you = Anda
returned-when = { $day } pukul { $time }
returned-edit = Ubah
returned-edit-of = Ubah { $field }
returned-reply = Balas
returned-reply-change = Ubah balasan
returned-reply-of = Balas tentang { $field }
returned-reply-label = Balasan untuk penyelia
returned-reply-hint = Tersimpan sendiri, terkirim bersama perbaikan.
returned-all = Semua isi
returned-send = Kirim ulang
returned-progress = { $done } dari { $total } sudah diperbaiki
returned-progress-none = { $done } dari { $total } sudah diperbaiki. Ubah atau balas dahulu.
returned-send-ask = Kirim ulang survei ini?
returned-send-more = Perbaikan disegel dan masuk antrean. Isinya dapat diubah lagi hanya bila penyelia mengembalikannya.
returned-send-left = { $n } hal belum diganti dan belum dibalas.
returned-look = Periksa lagi
returned-fetching-title = Sedang diambil dari provinsi
returned-fetching = Isi dan foto survei ini tidak ada di HP. Keduanya datang saat ada sinyal, lalu dapat diperbaiki.
returned-none-title = Tidak ada yang perlu diperbaiki
returned-none = Survei ini tidak sedang dikembalikan, atau perbaikannya sudah disegel.
remark = Penyelia: { $text }
remark-changed = Sudah diganti. Penyelia: { $text }
remark-title = Permintaan penyelia
decision-approved = Disetujui
decision-rejected = Ditolak
decision-by = { $name }, { $day }
error-survey-not-returned = Survei ini tidak sedang dikembalikan, atau isinya belum selesai diambil dari provinsi.
