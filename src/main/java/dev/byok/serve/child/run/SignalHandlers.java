package dev.byok.serve.child.run;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Handles signals by {@code sun.misc.Signal}, until it is closed. By reflection, since the compiler
 * warns of that class in a way that cannot be turned off. Signals that were ignored when Java
 * started stay so, if they are those that end it.
 */
final class SignalHandlers implements AutoCloseable {
  private final List<Runnable> restoring = new ArrayList<>();

  /** Handles a signal such as {@code TERM} on a thread of its own. */
  void handle(String name, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = type.getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              SignalHandlers.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                if (!method.getName().equals("handle")) {
                  return method.invoke(action, arguments);
                }
                action.run();
                return null;
              });
      Method handle = type.getMethod("handle", type, handlerType);
      Object former = handle.invoke(null, signal, handler);
      restoring.add(() -> restore(handle, signal, former));
    } catch (ReflectiveOperationException absent) {
      throw new IllegalStateException("the signal " + name + " cannot be handled", absent);
    }
  }

  private static void restore(Method handle, Object signal, Object former) {
    try {
      handle.invoke(null, signal, former);
    } catch (ReflectiveOperationException absent) {
      throw new IllegalStateException("a signal cannot be handled as before", absent);
    }
  }

  @Override
  public void close() {
    restoring.forEach(Runnable::run);
  }
}
