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

/** Checks what {@code dist/release} verifies before the first step that cannot be undone. */
final class ReleaseRefusalsTest {
  @TempDir Path folder;
  private ReleaseTree tree;

  @BeforeEach
  void releaseThatIsReady() throws Exception {
    tree = new ReleaseTree(folder);
  }

  @Test
  void what_is_ready_is_released() throws Exception {
    assertEquals(ReleaseTree.MAVEN_CALLED, tree.release().exitCode(), tree.release().err());
    assertTrue(tree.mavenWords().contains("cyclonedx:makeBom"), tree.mavenWords());
  }

  /** The tree's Maven ends at the call that makes the SBOM. The next call would publish. */
  @Test
  void a_maven_run_that_publishes_nothing_has_no_credentials() throws Exception {
    tree.release();
    assertTrue(tree.mavenCalled());
    assertFalse(tree.mavenEnvironment().contains("JRELEASER_"), tree.mavenEnvironment());
  }

  @Test
  void changes_that_are_not_committed_are_refused() throws Exception {
    Files.writeString(folder.resolve("pom.xml"), "  <version>1.2.3</version>\n<!-- more -->\n");
    assertRefused("changes that are not committed:  M pom.xml");
  }

  @Test
  void files_that_are_not_committed_are_refused() throws Exception {
    Files.writeString(folder.resolve("more.java"), "");
    assertRefused("changes that are not committed: ?? more.java");
  }

  @Test
  void a_commit_without_the_tag_is_refused() throws Exception {
    tree.git("tag", "-d", "v1.2.3");
    assertRefused("no tag \"v1.2.3\" is at HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bin/byok",
        "runtime/bin/java",
        "lib/byok/byok.aot",
        "lib/byok/reports.aot",
        "THIRD-PARTY.txt"
      })
  void an_archive_that_is_not_whole_is_refused(String missing) throws Exception {
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
  void an_archive_of_another_platform_is_refused(String platform, String java) throws Exception {
    tree.archive(platform, java, "nothing");
    assertRefused("the Java of target/byok-1.2.3-" + platform + ".zip is for " + java);
  }

  @Test
  void a_script_is_no_java() throws Exception {
    tree.archive("linux-x86_64", "script", "nothing");
    assertRefused("linux-x86_64.zip is for a system that is not known");
  }

  @Test
  void an_archive_that_is_not_there_is_refused() throws Exception {
    Files.delete(folder.resolve("target/byok-1.2.3-osx-aarch_64.zip"));
    assertRefused("there is no target/byok-1.2.3-osx-aarch_64.zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JRELEASER_GITHUB_TOKEN", "JRELEASER_HOMEBREW_GITHUB_TOKEN"})
  void a_token_is_needed(String name) throws Exception {
    tree.unset(name);
    assertRefused(name + " is not set");
  }

  @Test
  void a_release_that_broke_off_is_completed_with_the_same_archives() throws Exception {
    tree.published(200, tree.checksums());
    assertEquals(ReleaseTree.MAVEN_CALLED, tree.release().exitCode(), tree.release().err());
  }

  @Test
  void a_release_is_not_completed_with_other_archives() throws Exception {
    tree.published(200, tree.checksums());
    tree.archive("osx-x86_64", "osx-x86_64", "share");
    assertRefused("byok 1.2.3 is published with another byok-1.2.3-osx-x86_64.zip");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500})
  void whether_it_is_published_must_be_known(int status) throws Exception {
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
