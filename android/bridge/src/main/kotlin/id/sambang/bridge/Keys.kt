package id.sambang.bridge

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.ProviderException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * One AES-256 key in the phone's Keystore, in its own chip where there is one. It asks for no screen
 * lock, because keys that do are wiped when the lock changes. Every failure is answered "no": the core
 * then says that the office must open the store.
 */
internal class Keys {
    /** Twelve bytes of nonce, then what is sealed. */
    fun wrap(plain: ByteArray): ByteArray? = attempt {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, find() ?: make())
        cipher.iv + cipher.doFinal(plain)
    }

    fun unwrap(wrapped: ByteArray): ByteArray? = attempt {
        val key = find() ?: return null
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE_BYTES))
        cipher.doFinal(wrapped, NONCE_BYTES, wrapped.size - NONCE_BYTES)
    }

    private fun find(): SecretKey? = KeyStore.getInstance(STORE).apply { load(null) }.getKey(ALIAS, null) as SecretKey?

    private fun make(): SecretKey = try {
        generate(ownChip = Build.VERSION.SDK_INT >= Build.VERSION_CODES.P)
    } catch (_: ProviderException) {
        generate(ownChip = false)
    }

    private fun generate(ownChip: Boolean): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val spec = KeyGenParameterSpec.Builder(ALIAS, purposes)
            .setKeySize(256)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
        if (ownChip && Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) spec.setIsStrongBoxBacked(true)
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE)
        generator.init(spec.build())
        return generator.generateKey()
    }

    private inline fun attempt(work: () -> ByteArray?): ByteArray? = try {
        work()
    } catch (_: GeneralSecurityException) {
        null
    } catch (_: ProviderException) {
        null
    } catch (_: IllegalArgumentException) {
        null
    }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val ALIAS = "sambang.vault"
        const val CIPHER = "AES/GCM/NoPadding"
        const val TAG_BITS = 128
        const val NONCE_BYTES = 12
    }
}
