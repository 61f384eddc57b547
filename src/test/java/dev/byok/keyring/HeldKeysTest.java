package dev.byok.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.keys.stores.KeyStore;
import dev.byok.keys.stores.Keychain;
import dev.byok.secrets.Secret;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A store in a wrapper must answer as the store itself does. */
final class HeldKeysTest {
  private static final KeyName NAME = KeyName.parse("openai");

  @Test
  void every_operation_is_passed_on() {
    List<String> missing =
        Arrays.stream(Keychain.class.getDeclaredMethods())
            .filter(method -> isOf(KeyStore.class, method))
            .map(Method::getName)
            .filter(name ->
                Arrays.stream(HeldKeys.class.getDeclaredMethods())
                    .noneMatch(each -> each.getName().equals(name)))
            .toList();
    assertEquals(List.of(), missing);
  }

  /**
   * A keychain that may hide the key in a locked collection fails to read it, but not to find it.
   */
  @Test
  void a_key_may_be_written_where_only_another_collection_is_locked() {
    KeyStore hiding = new HidingStore();
    HeldKeys held = new HeldKeys(hiding, new ChildEnvironment(Map.of(), Set::of));
    assertTrue(held.find(NAME).isEmpty());
  }

  private static boolean isOf(Class<?> type, Method method) {
    return Arrays.stream(type.getMethods())
        .anyMatch(each -> each.getName().equals(method.getName()));
  }

  private static final class HidingStore implements KeyStore {
    @Override
    public Secret read(KeyName name) {
      throw new AssertionError("asked to read");
    }

    @Override
    public Optional<Secret> find(KeyName name) {
      return Optional.empty();
    }

    @Override
    public void write(KeyName name, Secret secret) {
      throw new AssertionError("asked to write");
    }

    @Override
    public void remove(KeyName name) {
      throw new AssertionError("asked to remove");
    }
  }
}
