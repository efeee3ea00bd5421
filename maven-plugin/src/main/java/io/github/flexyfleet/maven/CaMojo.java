package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.TokenPlace;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * The fleet's own certificate authority, which signs for devices with {@code issuer: ca}: shows it, makes it, takes one
 * over, and proves its possession to a hub. Reaches no network. A rehearsal makes one of its own.
 */
@Mojo(name = "ca", requiresProject = false, threadSafe = true)
public class CaMojo extends AbstractStateMojo {
    /** Makes a root and an authority below it; their keys are under the pass phrase of flexy-ca. */
    @Parameter(property = "flexy.create", defaultValue = "false")
    private boolean create;

    /** A PKCS#12 file with the authority's key and chain that is taken over; with a token, its chain alone as PEM. */
    @Parameter(property = "flexy.caFile")
    private File caFile;

    /** The PKCS#11 library of a token that has the authority's key, or makes one; its PIN is the password of flexy-ca. */
    @Parameter(property = "flexy.tokenModule")
    private File tokenModule;

    /** Number of the token's slot, decimal or after 0x; the first one unless given. */
    @Parameter(property = "flexy.tokenSlot")
    private String tokenSlot;

    /** Label of the key on the token that is taken over; needed when there are several. */
    @Parameter(property = "flexy.tokenKey")
    private String tokenKey;

    /** The code that a hub shows for a root certificate; a certificate is written that proves that its key is here. */
    @Parameter(property = "flexy.verificationCode")
    private String verificationCode;

    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        AuthorityOnDisk ca = new AuthorityOnDisk(KeyCustody.folder(stateFolder()), credentials());
        Optional<Path> file = Optional.ofNullable(caFile).map(File::toPath);
        if (tokenModule != null) {
            ca.onToken(fleet.name(), TokenPlace.of(tokenModule.toPath(), tokenSlot), create, tokenKey, file);
        } else if (file.isPresent()) {
            ca.take(file.get());
        } else if (create) {
            ca.create(fleet.name());
        }
        ca.lines().forEach(getLog()::info);
        if (verificationCode != null) {
            getLog().info("proof of possession, to be uploaded to the hub: "
                    + ca.writeProof(verificationCode, outputFolder()));
        }
    }
}
