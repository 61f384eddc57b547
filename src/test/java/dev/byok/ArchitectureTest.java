package dev.byok;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.byok.cli.Collaborators;
import dev.byok.cli.line.Command;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks the floors of the rooms, and who may do what. */
@AnalyzeClasses(packages = "dev.byok", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** From the bottom up. Rooms on one floor do not import each other. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("failure", "secrets", "sse", "json", "process"),
          Set.of("files", "text"),
          Set.of("term", "config", "conversation", "http"),
          Set.of("ledger", "catalog"),
          Set.of("sessions", "prices", "dialects", "keys"),
          Set.of("routing"),
          Set.of("budget", "demo"),
          Set.of("client"),
          Set.of("access"),
          Set.of("exchange"),
          Set.of("keyring", "serve"),
          Set.of("cli"),
          Set.of(""));

  @ArchTest
  static final ArchRule a_room_knows_only_rooms_below_it =
      classes()
          .should(
              new ArchCondition<JavaClass>("know only rooms below their own") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  String own = room(type);
                  for (Dependency each : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = each.getTargetClass().getBaseComponentType();
                    boolean ours = target.getPackageName().startsWith("dev.byok");
                    boolean above =
                        ours && !room(target).equals(own) && floor(target) >= floor(type);
                    if (above) {
                      events.add(SimpleConditionEvent.violated(type, each.getDescription()));
                    }
                  }
                }
              });

  private static String room(JavaClass type) {
    String[] names = type.getPackageName().split("\\.", -1);
    return names.length < 3 ? "" : names[2];
  }

  private static int floor(JavaClass type) {
    return floor(room(type));
  }

  private static int floor(String room) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(room)) {
        return floor;
      }
    }
    throw new AssertionError("the room " + room + " has no floor");
  }

  /** Applies to all packages, not only to rooms, since a cycle can also be inside a room. */
  @ArchTest
  static final ArchRule no_two_packages_know_each_other =
      slices().matching("dev.byok.(**)").should().beFreeOfCycles();

  /** The exchange reports to {@code Notices}, and the rooms above decide what is printed. */
  @ArchTest
  static final ArchRule the_exchange_and_what_lies_below_print_nothing =
      noClasses()
          .that(
              new DescribedPredicate<JavaClass>("are in the exchange or below, but not in term") {
                @Override
                public boolean test(JavaClass type) {
                  return floor(type) <= floor("exchange") && !room(type).equals("term");
                }
              })
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.byok.term..");

  @ArchTest
  static final ArchRule no_method_takes_more_than_five_things =
      codeUnits()
          .that()
          .areDeclaredInClassesThat()
          .areNotRecords()
          .should(
              new ArchCondition<JavaCodeUnit>("take five parameters at the most") {
                @Override
                public void check(JavaCodeUnit unit, ConditionEvents events) {
                  boolean written = !unit.getModifiers().contains(JavaModifier.SYNTHETIC);
                  if (written && unit.getRawParameterTypes().size() > 5) {
                    events.add(SimpleConditionEvent.violated(unit, unit.getFullName()));
                  }
                }
              });

  /** Other records may have more components, but those of a command are all that it needs. */
  @ArchTest
  static final ArchRule a_command_is_made_of_five_things_at_the_most =
      classes()
          .that()
          .implement(Command.class)
          .should(
              new ArchCondition<JavaClass>("be made of five things at the most") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  for (JavaCodeUnit unit : type.getConstructors()) {
                    if (unit.getRawParameterTypes().size() > 5) {
                      events.add(SimpleConditionEvent.violated(unit, unit.getFullName()));
                    }
                  }
                }
              });

  @ArchTest
  static final ArchRule a_command_is_given_what_it_needs_and_nothing_that_has_everything =
      noClasses()
          .that()
          .resideInAPackage("dev.byok.cli.*..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Collaborators.class);

  @ArchTest
  static void one_name_means_one_class(JavaClasses all) {
    Map<String, List<String>> named = new TreeMap<>();
    for (JavaClass type : all) {
      if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
        named.computeIfAbsent(type.getSimpleName(), name -> new ArrayList<>()).add(type.getName());
      }
    }
    named.values().removeIf(types -> types.size() < 2);
    assertEquals(Map.of(), named);
  }

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
  static final ArchRule few_rooms_know_jackson =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.byok.json..", "dev.byok.access..", "dev.byok.prices.fetch")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..");

  /** Jackson's data binding takes longer to load than a prompt takes to send. */
  @ArchTest
  static final ArchRule only_rooms_off_a_prompts_way_bind_json =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.byok.access..", "dev.byok.prices.fetch")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson.databind..", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule only_one_room_knows_the_schema_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.json.schema..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.harrel..");

  @ArchTest
  static final ArchRule only_stores_know_the_keychain_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.keys.stores..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.javakeyring..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule only_bedrock_knows_the_aws_sdk =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.byok.client.bedrock..", "dev.byok.access.bedrock..", "dev.byok.access.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule only_the_console_knows_the_line_editor =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.byok.term.console..")
          // TextWidth uses JLine's character widths
          .and()
          .doNotHaveFullyQualifiedName("dev.byok.text.TextWidth")
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

  /** Reviewing these few classes shows that no text of unknown origin reaches a terminal raw. */
  @ArchTest
  static final ArchRule text_goes_raw_to_a_terminal_only_where_it_was_made_safe =
      noClasses()
          .that(
              new DescribedPredicate<JavaClass>("are not among the few that draw") {
                @Override
                public boolean test(JavaClass type) {
                  return !DRAWERS.contains(type.getName());
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

  private static final Set<String> RAW =
      Set.of("StandardOutput.drawn", "Messages.drawn", "ChatConsole.write", "ChatConsole.note");

  private static final Set<String> DRAWERS =
      Set.of(
          // pages of help, in color
          "dev.byok.cli.CommandRunner",
          "dev.byok.cli.HelpCommand",
          // drawn Markdown, and reasoning that was made safe piece by piece
          "dev.byok.cli.ask.TextSink",
          // answers in columns or one below the other, each made safe by its layout
          "dev.byok.cli.compare.CompareCommand",
          "dev.byok.cli.chat.ComparedAnswers",
          // a session: ChatScreen makes notes safe, AnswerText answers
          "dev.byok.cli.chat.ChatScreen",
          "dev.byok.cli.chat.ChatCommand",
          "dev.byok.cli.chat.ChatSink",
          "dev.byok.term.console.TerminalConsole",
          // the sequence that puts a text on the terminal's clipboard, in Base64
          "dev.byok.cli.chat.FileCommands",
          // the classes that these methods belong to
          "dev.byok.term.Messages",
          "dev.byok.term.StandardOutput");

  /** Lists every class that calls {@link Secret#open}, briefly enough to be reviewed. */
  @ArchTest
  static final ArchRule secrets_are_opened_only_where_they_must_be =
      noClasses()
          .that(
              new DescribedPredicate<JavaClass>("are not among the few that open secrets") {
                @Override
                public boolean test(JavaClass type) {
                  return !OPENERS.contains(type.getName());
                }
              })
          .should()
          .callMethod(Secret.class, "open");

  private static final Set<String> OPENERS =
      Set.of(
          // write the header of a request, or of a proxy's CONNECT
          "dev.byok.http.wire.RequestHead",
          "dev.byok.http.wire.Connector",
          // signs requests to AWS
          "dev.byok.client.bedrock.RequestSigner",
          // fill or unlock a store, or make a fingerprint
          "dev.byok.keys.stores.JavaKeyring",
          "dev.byok.keys.names.Fingerprint",
          // check a key's form (AWS's fields, the end of a Kilo token), or encrypt it
          "dev.byok.keys.forms.AwsKeyForm",
          "dev.byok.keys.forms.KiloKey",
          "dev.byok.keys.forms.GatewayToken",
          "dev.byok.keys.stores.EncryptedFile",
          "dev.byok.keys.stores.PassphraseBytes",
          // keeps copies of a key from programs that byok starts
          "dev.byok.keys.stores.KeyPieces",
          // puts the token of a run into the environment of its program
          "dev.byok.serve.child.recipes.Loan",
          // checks what was typed before it is stored
          "dev.byok.cli.keys.SecretSource",
          // prints the token of a program once
          "dev.byok.cli.clients.Issue",
          // take the secret out of other text
          "dev.byok.secrets.Redaction",
          "dev.byok.secrets.Secret");
}
