package dev.byok.ledger;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives access to the real files below its own paths. The ledger's unchanged code thus meets {@link
 * Faults} at every byte that it writes and before every other step that changes the disk. Nothing
 * is really forced: {@link Faults} keeps what would be durable, and the tests are fast.
 */
public final class FaultyDisk extends FileSystemProvider {
  private final FileSystemProvider real = FileSystems.getDefault().provider();
  private final FaultyFileSystem system = new FaultyFileSystem(this);
  private final Faults faults;

  public FaultyDisk(Faults faults) {
    this.faults = faults;
  }

  /** Returns a path to the same file through this disk. */
  public Path path(Path file) {
    return (Path)
        Proxy.newProxyInstance(
            FaultyDisk.class.getClassLoader(), new Class<?>[] {Path.class}, new OnDisk(file));
  }

  /** A path that answers as the real one does, and leads to this disk again. */
  private final class OnDisk implements InvocationHandler {
    private final Path file;

    OnDisk(Path file) {
      this.file = file;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given)
        throws Throwable {
      if (method.getName().equals("getFileSystem")) {
        return system;
      }
      Object[] arguments = given == null ? new Object[0] : given.clone();
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = arguments[i] instanceof Path path ? real(path) : arguments[i];
      }
      try {
        Object answer = method.invoke(file, arguments);
        return answer instanceof Path path ? path(path) : answer;
      } catch (InvocationTargetException failed) {
        throw failed.getCause() == null ? failed : failed.getCause();
      }
    }
  }

  private static Path real(Path path) {
    return Proxy.isProxyClass(path.getClass())
            && Proxy.getInvocationHandler(path) instanceof OnDisk disk
        ? disk.file
        : path;
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path file = real(path);
    faults.requireAlive();
    boolean creates =
        options.contains(StandardOpenOption.CREATE_NEW)
            || (options.contains(StandardOpenOption.CREATE) && Files.notExists(file));
    if (creates) {
      faults.step();
    }
    FileChannel channel = real.newFileChannel(file, options, attributes);
    if (creates) {
      faults.created(file);
    }
    return new FaultyChannel(channel, file, faults);
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    faults.step();
    real.createDirectory(real(folder), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    faults.requireAlive();
    if (Files.exists(real(path), LinkOption.NOFOLLOW_LINKS)) {
      faults.step();
    }
    real.delete(real(path));
    faults.deleted(real(path));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    faults.step();
    faults.moving(real(from), real(to));
    real.move(real(from), real(to), options);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return real.getFileAttributeView(real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return real.readAttributes(real(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    real.setAttribute(real(path), name, value, options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return real.isSameFile(real(one), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(real(path));
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException("the ledger opens channels of files only");
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(real(folder))) {
      for (Path file : files) {
        if (filter.accept(path(file))) {
          found.add(path(file));
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return found.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }
}
