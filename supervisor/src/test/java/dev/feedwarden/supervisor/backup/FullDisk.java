package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.supervisor.SystemDisk;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The real disk, which is full, as long as a test says so, once a backup that is being made has so many bytes. */
final class FullDisk {

    volatile long room = Long.MAX_VALUE;

    final Disk disk = proxy(Disk.class, this::onDisk);

    private final Disk real = new SystemDisk();

    private @Nullable Object onDisk(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object answer = call(real, method, arguments);
        return method.getName().equals("open") && arguments[0].toString().endsWith(BackupFolder.UNFINISHED)
                ? proxy(Disk.File.class, (file, call, given) -> {
                    if (call.getName().equals("write")
                            && (long) given[1] + ((ByteBuffer) given[0]).remaining() > room) {
                        throw new FileSystemException(arguments[0].toString(), null, "No space left on device");
                    }
                    return call(answer, call, given);
                })
                : answer;
    }

    private static @Nullable Object call(@Nullable Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FullDisk.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
