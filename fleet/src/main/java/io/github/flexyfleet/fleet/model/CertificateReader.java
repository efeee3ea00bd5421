package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.Located;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code certificate}. */
final class CertificateReader {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MAX_VALIDITY = Duration.ofDays(36_500);
    /** Below this a certificate may end before a rollout with its debts does. */
    private static final Duration LITTLE_VALIDITY = Duration.ofDays(30);

    private static final int EARLIEST_RENEWAL = 1_000;
    private static final int LATEST_RENEWAL = 9_500;

    private final Layers layers;
    private final Findings findings;

    private CertificateReader(Layers layers, Findings findings) {
        this.layers = layers;
        this.findings = findings;
    }

    /**
     * Reads it.
     *
     * @param secret the name that {@code certificate.secret} gives, checked
     */
    static CertificateSettings read(Layers layers, Optional<SecretRef> secret, Findings findings) {
        return new CertificateReader(layers, findings).read(secret);
    }

    private CertificateSettings read(Optional<SecretRef> secret) {
        CertificateSettings builtIn = CertificateSettings.BUILT_IN;
        CertificateSettings.Custody custody = text("custody")
                .flatMap(text -> CertificateSettings.Custody.of(text.value()))
                .orElse(builtIn.custody());
        if (custody != CertificateSettings.Custody.KEYSTORE) {
            checkUnused(custody);
        }
        CertificateSettings.Issuer issuer = issuer().orElse(builtIn.issuer());
        return new CertificateSettings(key(), validity(), renewAt(), issuer, custody, secret, trust(issuer));
    }

    /** A stronger layer may keep the keys of some devices elsewhere; then the name is used by the others. */
    private void checkUnused(CertificateSettings.Custody custody) {
        Optional<String> decided = layers.leaf("certificate", "custody").map(Resolution::layer);
        layers.leaf("certificate", "secret")
                .filter(name -> Scalars.text(name.value()).isPresent())
                .filter(name -> decided.isEmpty() || decided.get().equals(name.layer()))
                .ifPresent(name -> findings.add(
                        FindingCode.PASS_PHRASE_UNUSED,
                        name.value().span(),
                        "certificate.secret names the pass phrase of a keystore, but custody is " + custody.word()));
    }

    private CertificateSettings.Trust trust(CertificateSettings.Issuer issuer) {
        Optional<Located<String>> text = text("trust");
        CertificateSettings.Trust trust = text.flatMap(word -> CertificateSettings.Trust.of(word.value()))
                .orElse(CertificateSettings.BUILT_IN.trust());
        if (trust == CertificateSettings.Trust.AUTHORITY && issuer != CertificateSettings.Issuer.CA) {
            findings.add(
                    FindingCode.TRUST_NEEDS_AUTHORITY,
                    text.orElseThrow().span(),
                    "the hub is to trust the authority that signed the certificate, but issuer is " + issuer.word());
        }
        return trust;
    }

    private CertificateSettings.KeyKind key() {
        Optional<Located<String>> text = text("key");
        CertificateSettings.KeyKind kind = text.flatMap(word -> CertificateSettings.KeyKind.of(word.value()))
                .orElse(CertificateSettings.BUILT_IN.key());
        if (kind != CertificateSettings.KeyKind.RSA_2048) {
            findings.add(
                    FindingCode.KEY_KIND_UNPROVEN,
                    text.orElseThrow().span(),
                    "no Flexy is known to connect with a key of kind " + kind.word());
        }
        return kind;
    }

    private Optional<CertificateSettings.Issuer> issuer() {
        return text("issuer").flatMap(text -> CertificateSettings.Issuer.of(text.value()));
    }

    private Share renewAt() {
        Optional<Located<String>> text = text("renewAt");
        Optional<Share> share = text.flatMap(found -> Share.parse(found.value()));
        if (share.isPresent()
                && (share.get().basisPoints() < EARLIEST_RENEWAL || share.get().basisPoints() > LATEST_RENEWAL)) {
            boolean early = share.get().basisPoints() < EARLIEST_RENEWAL;
            findings.add(
                    FindingCode.RENEW_AT_RANGE,
                    text.get().span(),
                    Text.quote(text.get().value()) + (early ? " is too early" : " is too late"));
        }
        return share.orElse(CertificateSettings.BUILT_IN.renewAt());
    }

    private Duration validity() {
        Optional<Resolution> leaf = layers.leaf("certificate", "validity");
        Optional<Duration> validity = leaf.flatMap(
                found -> Scalars.duration(found.value(), DAY, MAX_VALIDITY, FindingCode.VALIDITY_RANGE, findings));
        if (validity.isPresent()
                && validity.get().compareTo(LITTLE_VALIDITY) < 0
                && validity.get().compareTo(DAY) >= 0) {
            findings.add(
                    FindingCode.SHORT_VALIDITY,
                    leaf.orElseThrow().value().span(),
                    "device certificates end after less than 30 days, perhaps before a rollout is paid off");
        }
        return validity.orElse(CertificateSettings.BUILT_IN.validity());
    }

    private Optional<Located<String>> text(String key) {
        return layers.leaf("certificate", key).flatMap(leaf -> Scalars.text(leaf.value()));
    }
}
