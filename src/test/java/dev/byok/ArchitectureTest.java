package dev.byok;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.byok.secrets.Secret;

/** The floors of the house, and who may do what. */
@AnalyzeClasses(packages = "dev.byok", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule a_room_knows_only_rooms_below_it =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("ground")
          .definedBy("dev.byok.failure..", "dev.byok.files..", "dev.byok.json..")
          .layer("values")
          .definedBy("dev.byok.secrets..", "dev.byok.conversation..", "dev.byok.sse..")
          .layer("facts")
          .definedBy("dev.byok.config..", "dev.byok.catalog..")
          .layer("wire")
          .definedBy(
              "dev.byok.http..", "dev.byok.dialects..", "dev.byok.ledger..", "dev.byok.sessions..")
          .layer("keys")
          .definedBy("dev.byok.keys..")
          .layer("routing")
          .definedBy("dev.byok.routing..")
          .layer("client")
          .definedBy("dev.byok.client..")
          .layer("edges")
          .definedBy("dev.byok.demo..", "dev.byok.term..")
          .layer("cli")
          .definedBy("dev.byok.cli..")
          .layer("top")
          .definedBy("dev.byok")
          .whereLayer("top")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("top")
          .whereLayer("edges")
          .mayOnlyBeAccessedByLayers("cli", "top")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("edges", "cli", "top")
          .whereLayer("routing")
          .mayOnlyBeAccessedByLayers("client", "edges", "cli", "top")
          .whereLayer("keys")
          .mayOnlyBeAccessedByLayers("routing", "client", "edges", "cli", "top")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("keys", "routing", "client", "edges", "cli", "top")
          .whereLayer("facts")
          .mayOnlyBeAccessedByLayers("wire", "keys", "routing", "client", "edges", "cli", "top");

  @ArchTest
  static final ArchRule rooms_form_no_circle =
      slices().matching("dev.byok.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule a_dialect_knows_no_key_and_no_network =
      noClasses()
          .that()
          .resideInAPackage("dev.byok.dialects..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.byok.keys..", "dev.byok.http..", "dev.byok.secrets..", "java.net..");

  @ArchTest
  static final ArchRule the_reader_of_events_knows_no_json =
      noClasses()
          .that()
          .resideInAPackage("dev.byok.sse..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.byok.json..", "tools.jackson..");

  @ArchTest
  static final ArchRule only_cli_knows_picocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule only_json_knows_jackson =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.json..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..");

  @ArchTest
  static final ArchRule only_one_room_knows_the_schema_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.json.schema..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.harrel..");

  @ArchTest
  static final ArchRule only_keys_knows_the_keychain_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.keys..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.javakeyring..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule only_bedrock_knows_the_aws_sdk =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.client.bedrock..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule only_term_knows_the_line_editor =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.term..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jline..");

  @ArchTest
  static final ArchRule only_http_knows_the_tls_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.conscrypt..");

  @ArchTest
  static final ArchRule the_process_is_ended_by_main_alone =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.byok.Main")
          .and()
          .doNotHaveFullyQualifiedName("dev.byok.Training")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  /** Whoever reads these can see that nothing of unknown origin reaches a terminal raw. */
  @ArchTest
  static final ArchRule text_goes_raw_to_a_terminal_only_where_it_was_made_safe =
      noClasses()
          .that(
              new DescribedPredicate<JavaClass>("are not among the few that draw") {
                @Override
                public boolean test(JavaClass type) {
                  return !DRAWERS.contains(type.getSimpleName());
                }
              })
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("it passes control sequences") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  String owner = access.getTargetOwner().getSimpleName();
                  return RAW.contains(owner + "." + access.getTarget().getName());
                }
              });

  @ArchTest
  static final ArchRule standard_streams_are_opened_by_main_alone =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.byok.Main")
          .should()
          .accessField(java.io.FileDescriptor.class, "out")
          .orShould()
          .accessField(java.io.FileDescriptor.class, "err");

  private static final java.util.Set<String> RAW =
      java.util.Set.of(
          "StandardOutput.drawn", "Messages.drawn", "ChatConsole.write", "ChatConsole.note");

  private static final java.util.Set<String> DRAWERS =
      java.util.Set.of(
          // a page of help, in color
          "CommandRunner",
          // what markdown was drawn as, and reasoning that was made safe piece by piece
          "TextSink",
          // columns, or one answer below the other, each made safe by its layout
          "CompareCommand",
          "ComparedAnswers",
          // a conversation: notes are made safe in Chat, answers by AnswerText
          "Chat",
          "ChatCommand",
          "ChatSink",
          "TerminalConsole",
          // what puts a text on the terminal's clipboard, in Base64
          "FileCommands",
          // those that they are methods of
          "Messages",
          "StandardOutput");

  /** Whoever reads {@link Secret#open} can be read here, in one breath. */
  @ArchTest
  static final ArchRule secrets_are_opened_only_where_they_must_be =
      noClasses()
          .that(
              new DescribedPredicate<JavaClass>("are not among the few that open secrets") {
                @Override
                public boolean test(JavaClass type) {
                  return !OPENERS.contains(type.getSimpleName());
                }
              })
          .should()
          .callMethod(Secret.class, "open");

  private static final java.util.Set<String> OPENERS =
      java.util.Set.of(
          // where a header is written, and a proxy's on CONNECT
          "RequestHead",
          "Connector",
          // where AWS's requests are signed
          "RequestSigner",
          // where a store is filled, or unlocked
          "JavaKeyring",
          "Fingerprint",
          // where a key's form is checked: AWS's fields, the end of a token of Kilo's
          "AwsKeyForm",
          "KiloKey",
          "EncryptedFile",
          "PassphraseBytes",
          // where copies of a key are kept from programs that are started
          "KeyPieces",
          // where what was typed is checked before it is stored
          "SecretSource",
          // where it is taken out of other text
          "Redaction",
          "Secret");
}
