package id.sambang.bridge

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import java.security.Key
import java.security.KeyStore
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.Mac
import javax.crypto.spec.GCMParameterSpec

/**
 * Keys in the phone's Keystore: one for HMAC-SHA256 under each name the core gives, and the AES key of an earlier
 * app. They ask for no screen lock, because keys that do are wiped when the lock changes. No key is ever made
 * because another seems to be missing.
 *
 * The trusted environment holds them, never StrongBox: that chip takes most of a second for a call on the phones
 * that have it, does not give back what it encrypted on some (react-native-keychain 730 and 751, SalesforceMobileSDK
 * 1901), and cheap phones have none. It guards against who takes a phone apart, for whom the PIN's Argon2id is left.
 *
 * Every call answers with one byte that says how it went, then with what was asked for.
 */
internal class Keys {
    /** Makes a key under a name that none ever had. */
    fun make(alias: String): ByteArray = attempt {
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN).build()
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_HMAC_SHA256, STORE)
        generator.init(spec)
        generator.generateKey()
        ByteArray(0)
    }

    fun tag(alias: String, message: ByteArray): ByteArray = attempt {
        val mac = Mac.getInstance(KeyProperties.KEY_ALGORITHM_HMAC_SHA256)
        mac.init(find(alias))
        mac.doFinal(message)
    }

    /** Twelve bytes of nonce, then what an earlier app sealed. */
    fun unwrap(wrapped: ByteArray): ByteArray = attempt {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, find(FIRST), GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE_BYTES))
        cipher.doFinal(wrapped, NONCE_BYTES, wrapped.size - NONCE_BYTES)
    }

    /** What cannot be deleted stays. */
    fun forget(alias: String) {
        attempt {
            store().deleteEntry(alias)
            ByteArray(0)
        }
    }

    private fun store(): KeyStore = KeyStore.getInstance(STORE).apply { load(null) }

    private fun find(alias: String): Key = store().getKey(alias, null) ?: throw NoSuchKey()

    private inline fun attempt(work: () -> ByteArray): ByteArray = try {
        byteArrayOf(DONE) + work()
    } catch (refused: Exception) {
        // Makers' Keystores throw whatever they like; none of it may end the app.
        byteArrayOf(if (isForGood(refused)) GONE else PASSING)
    }

    /**
     * Whether asking again is of no use. Everything else may pass: a busy or restarting Keystore, its process gone,
     * a user whose storage is not unlocked yet. Android reports those as UnrecoverableKeyException too when it reads
     * a key, with its own KeyStoreException as the cause; one without is a key that is not usable any more.
     */
    private fun isForGood(refused: Exception): Boolean = when (refused) {
        is NoSuchKey, is KeyPermanentlyInvalidatedException, is AEADBadTagException -> true
        is UnrecoverableKeyException -> refused.cause?.javaClass?.simpleName != "KeyStoreException"
        else -> false
    }

    private class NoSuchKey : Exception()

    internal companion object {
        const val DONE: Byte = 0
        const val PASSING: Byte = 1
        const val GONE: Byte = 2
        const val STORE = "AndroidKeyStore"
        const val FIRST = "sambang.vault"
        private const val CIPHER = "AES/GCM/NoPadding"
        private const val TAG_BITS = 128
        private const val NONCE_BYTES = 12
    }
}
