package dev.byok.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code dist/release} looks at before the first step that cannot be taken back. */
final class ReleaseRefusalsTest {
  @TempDir Path folder;
  private ReleaseTree tree;

  @BeforeEach
  void releaseThatIsReady() throws Exception {
    tree = new ReleaseTree(folder);
  }

  @Test
  void whatIsReadyIsReleased() throws Exception {
    assertEquals(ReleaseTree.MAVEN_CALLED, tree.release().exitCode(), tree.release().err());
    assertTrue(tree.mavenWords().contains("cyclonedx:makeBom"), tree.mavenWords());
  }

  /** The call that the tree's Maven ends at makes the SBOM; the one that publishes is the next. */
  @Test
  void a_maven_run_that_publishes_nothing_has_no_credentials() throws Exception {
    tree.release();
    assertTrue(tree.mavenCalled());
    assertFalse(tree.mavenEnvironment().contains("JRELEASER_"), tree.mavenEnvironment());
  }

  @Test
  void changesThatAreNotCommittedAreRefused() throws Exception {
    Files.writeString(folder.resolve("pom.xml"), "  <version>1.2.3</version>\n<!-- more -->\n");
    assertRefused("changes that are not committed:  M pom.xml");
  }

  @Test
  void filesThatAreNotCommittedAreRefused() throws Exception {
    Files.writeString(folder.resolve("more.java"), "");
    assertRefused("changes that are not committed: ?? more.java");
  }

  @Test
  void aCommitWithoutTheTagIsRefused() throws Exception {
    tree.git("tag", "-d", "v1.2.3");
    assertRefused("no tag \"v1.2.3\" is at HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin/byok", "runtime/bin/java", "lib/byok/byok.aot", "THIRD-PARTY.txt"})
  void anArchiveThatIsNotWholeIsRefused(String missing) throws Exception {
    tree.archive("osx-x86_64", "osx-x86_64", missing);
    assertRefused("target/byok-1.2.3-osx-x86_64.zip has no " + missing);
  }

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64, linux-aarch_64",
    "linux-aarch_64, linux-x86_64",
    "osx-x86_64, osx-aarch_64",
    "osx-aarch_64, linux-aarch_64",
  })
  void anArchiveOfAnotherPlatformIsRefused(String platform, String java) throws Exception {
    tree.archive(platform, java, "nothing");
    assertRefused("the Java of target/byok-1.2.3-" + platform + ".zip is for " + java);
  }

  @Test
  void aScriptIsNoJava() throws Exception {
    tree.archive("linux-x86_64", "script", "nothing");
    assertRefused("linux-x86_64.zip is for a system that is not known");
  }

  @Test
  void anArchiveThatIsNotThereIsRefused() throws Exception {
    Files.delete(folder.resolve("target/byok-1.2.3-osx-aarch_64.zip"));
    assertRefused("there is no target/byok-1.2.3-osx-aarch_64.zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JRELEASER_GITHUB_TOKEN", "JRELEASER_HOMEBREW_GITHUB_TOKEN"})
  void aTokenIsNeeded(String name) throws Exception {
    tree.unset(name);
    assertRefused(name + " is not set");
  }

  @Test
  void aReleaseThatBrokeOffIsCompletedWithTheSameArchives() throws Exception {
    tree.published(200, tree.checksums());
    assertEquals(ReleaseTree.MAVEN_CALLED, tree.release().exitCode(), tree.release().err());
  }

  @Test
  void aReleaseIsNotCompletedWithOtherArchives() throws Exception {
    tree.published(200, tree.checksums());
    tree.archive("osx-x86_64", "osx-x86_64", "share");
    assertRefused("byok 1.2.3 is published with another byok-1.2.3-osx-x86_64.zip");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500})
  void whetherItIsPublishedMustBeKnown(int status) throws Exception {
    tree.published(status, "");
    assertRefused("it cannot be told whether byok 1.2.3 is published: status " + status);
  }

  private void assertRefused(String said) throws IOException, InterruptedException {
    ReleaseTree.Result result = tree.release();
    assertEquals(1, result.exitCode(), result.err());
    assertTrue(result.err().startsWith("release: "), result.err());
    assertTrue(result.err().contains(said), result.err());
    assertTrue(result.err().contains("\n  hint: "), result.err());
    assertFalse(tree.mavenCalled(), "Maven was called");
  }
}
