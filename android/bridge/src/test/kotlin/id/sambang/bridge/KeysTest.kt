package id.sambang.bridge

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import java.io.InputStream
import java.io.OutputStream
import java.security.InvalidKeyException
import java.security.Key
import java.security.KeyStoreException
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.ProviderException
import java.security.SecureRandom
import java.security.Security
import java.security.UnrecoverableKeyException
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.Cipher
import javax.crypto.KeyGeneratorSpi
import javax.crypto.Mac
import javax.crypto.MacSpi
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test

/** A Keystore that does what phones' Keystores do: lose keys, refuse for a moment, throw what no page of Android names. */
private object Phone {
    val keys = mutableMapOf<String, SecretKey>()
    val specs = mutableListOf<KeyGenParameterSpec>()

    /** What the next reading of a key, its use or its making meets. */
    var reading: Exception? = null
    var using: Exception? = null
    var making: Exception? = null

    fun begin() {
        keys.clear()
        specs.clear()
        reading = null
        using = null
        making = null
    }
}

/** Its bytes never leave the Keystore, so no other provider can use it. */
private class PhoneKey(val inside: SecretKeySpec) : SecretKey {
    override fun getAlgorithm(): String = inside.algorithm
    override fun getFormat(): String? = null
    override fun getEncoded(): ByteArray? = null
}

class PhoneKeyStore : KeyStoreSpi() {
    override fun engineGetKey(alias: String, password: CharArray?): Key? {
        Phone.reading?.let { throw it }
        return Phone.keys[alias]
    }

    override fun engineDeleteEntry(alias: String) {
        Phone.reading?.let { throw it }
        Phone.keys.remove(alias)
    }

    override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit
    override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null
    override fun engineGetCertificate(alias: String): Certificate? = null
    override fun engineGetCreationDate(alias: String): Date? = null
    override fun engineSetKeyEntry(a: String, k: Key, p: CharArray?, c: Array<Certificate>?) = throw KeyStoreException()
    override fun engineSetKeyEntry(a: String, k: ByteArray, c: Array<Certificate>?) = throw KeyStoreException()
    override fun engineSetCertificateEntry(a: String, c: Certificate) = throw KeyStoreException()
    override fun engineAliases(): Enumeration<String> = Collections.enumeration(Phone.keys.keys)
    override fun engineContainsAlias(alias: String) = alias in Phone.keys
    override fun engineSize() = Phone.keys.size
    override fun engineIsKeyEntry(alias: String) = alias in Phone.keys
    override fun engineIsCertificateEntry(alias: String) = false
    override fun engineGetCertificateAlias(certificate: Certificate): String? = null
    override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit
}

class PhoneKeyGenerator : KeyGeneratorSpi() {
    private lateinit var spec: KeyGenParameterSpec

    override fun engineInit(random: SecureRandom?) = throw UnsupportedOperationException()
    override fun engineInit(keysize: Int, random: SecureRandom?) = throw UnsupportedOperationException()
    override fun engineInit(params: AlgorithmParameterSpec, random: SecureRandom?) {
        spec = params as KeyGenParameterSpec
    }

    override fun engineGenerateKey(): SecretKey {
        Phone.making?.let { throw it }
        Phone.specs += spec
        val key = PhoneKey(SecretKeySpec(ByteArray(32).also { SecureRandom().nextBytes(it) }, "HmacSHA256"))
        Phone.keys[spec.keystoreAlias] = key
        return key
    }
}

class PhoneMac : MacSpi() {
    private val mac = Mac.getInstance("HmacSHA256", "SunJCE")

    override fun engineGetMacLength() = mac.macLength
    override fun engineInit(key: Key, params: AlgorithmParameterSpec?) {
        (Phone.using as? InvalidKeyException)?.let { throw it }
        mac.init((key as PhoneKey).inside)
    }

    override fun engineUpdate(input: Byte) = mac.update(input)
    override fun engineUpdate(input: ByteArray, offset: Int, length: Int) = mac.update(input, offset, length)
    override fun engineDoFinal(): ByteArray {
        Phone.using?.let { throw it }
        return mac.doFinal()
    }

    override fun engineReset() = mac.reset()
}

private class PhoneProvider : Provider(Keys.STORE, "1", "a phone's Keystore") {
    init {
        put("KeyStore.${Keys.STORE}", PhoneKeyStore::class.java.name)
        put("KeyGenerator.HmacSHA256", PhoneKeyGenerator::class.java.name)
        put("Mac.HmacSHA256", PhoneMac::class.java.name)
    }
}

class KeysTest {
    private val keys = Keys()

    @Before
    fun begin() {
        Phone.begin()
        Security.insertProviderAt(PhoneProvider(), 1)
    }

    @After
    fun end() = Security.removeProvider(Keys.STORE)

    private fun answer(bytes: ByteArray) = bytes.drop(1).toByteArray()

    private fun assertDone(bytes: ByteArray) = assertEquals(Keys.DONE, bytes[0])

    private fun assertAlone(outcome: Byte, bytes: ByteArray) = assertArrayEquals(byteArrayOf(outcome), bytes)

    @Test
    fun aKeyAnswersTheSameEveryTimeAndNoOtherKeyDoes() {
        assertDone(keys.make("a"))
        assertDone(keys.make("b"))
        val message = "pesan".toByteArray()
        val first = keys.tag("a", message)
        assertDone(first)
        assertEquals(33, first.size)
        assertArrayEquals(first, keys.tag("a", message))
        assertNotEquals(first.toList(), keys.tag("b", message).toList())
        assertNotEquals(first.toList(), keys.tag("a", "pesa".toByteArray()).toList())
        val spec = Phone.specs.first()
        assertEquals("a" to KeyProperties.PURPOSE_SIGN, spec.keystoreAlias to spec.purposes)
    }

    @Test
    fun aKeyThatIsNotThereIsGoneAndNoneIsMadeInItsPlace() {
        assertAlone(Keys.GONE, keys.tag("a", ByteArray(3)))
        assertAlone(Keys.GONE, keys.unwrap(ByteArray(60)))
        assertTrue(Phone.keys.isEmpty())
    }

    @Test
    fun aKeyThatIsNotUsableAnyMoreIsGoneAndStays() {
        keys.make("a")
        for (refused in listOf(KeyPermanentlyInvalidatedException(), UnrecoverableKeyException("invalidated"))) {
            Phone.reading = refused
            assertAlone(Keys.GONE, keys.tag("a", ByteArray(3)))
        }
        Phone.reading = null
        Phone.using = KeyPermanentlyInvalidatedException()
        assertAlone(Keys.GONE, keys.tag("a", ByteArray(3)))
        assertEquals(setOf("a"), Phone.keys.keys)
    }

    @Test
    fun whatMayPassIsToldApartAndTheKeyAnswersAgainAfterwards() {
        keys.make("a")
        val before = keys.tag("a", ByteArray(3))
        val busy = UnrecoverableKeyException("Failed to obtain information about key").apply { initCause(KeyStoreException()) }
        val troubles = listOf(
            busy, KeyStoreException(), ProviderException("Keystore operation failed"), InvalidKeyException("not unlocked"),
            IllegalStateException("the user's storage is locked"), NullPointerException("a maker's Keystore"),
        )
        for (trouble in troubles) {
            Phone.reading = trouble
            assertAlone(Keys.PASSING, keys.tag("a", ByteArray(3)))
            assertAlone(Keys.PASSING, keys.unwrap(ByteArray(60)))
            Phone.reading = null
            if (trouble is InvalidKeyException || trouble is RuntimeException) {
                Phone.using = trouble
                assertAlone(Keys.PASSING, keys.tag("a", ByteArray(3)))
                Phone.using = null
            }
            Phone.making = trouble as? RuntimeException ?: ProviderException(trouble)
            assertAlone(Keys.PASSING, keys.make("b"))
            Phone.making = null
            assertArrayEquals(before, keys.tag("a", ByteArray(3)))
        }
        assertEquals(setOf("a"), Phone.keys.keys)
    }

    @Test
    fun whatAnEarlierAppEncryptedIsReadByItsKeyAlone() {
        val first = SecretKeySpec(ByteArray(32) { 1 }, "AES")
        val cipher = Cipher.getInstance("AES/GCM/NoPadding").apply { init(Cipher.ENCRYPT_MODE, first) }
        val wrapped = cipher.iv + cipher.doFinal("kunci".toByteArray())
        Phone.keys[Keys.FIRST] = first
        val read = keys.unwrap(wrapped)
        assertDone(read)
        assertEquals("kunci", String(answer(read)))
        Phone.keys[Keys.FIRST] = SecretKeySpec(ByteArray(32) { 2 }, "AES")
        assertAlone(Keys.GONE, keys.unwrap(wrapped))
        for (cut in listOf(0, 5, 12, wrapped.size - 1)) {
            assertNotEquals(Keys.DONE, keys.unwrap(wrapped.copyOf(cut))[0])
        }
    }

    @Test
    fun forgettingDeletesOneKeyAndNeverEndsTheApp() {
        keys.make("a")
        keys.make("b")
        Phone.reading = ProviderException("Keystore operation failed")
        keys.forget("a")
        assertEquals(setOf("a", "b"), Phone.keys.keys)
        Phone.reading = null
        keys.forget("a")
        keys.forget("nobody's")
        assertEquals(setOf("b"), Phone.keys.keys)
    }
}
