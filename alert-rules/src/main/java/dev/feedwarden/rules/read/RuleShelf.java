package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.read.RuleBook.Page;
import dev.feedwarden.rules.read.RuleBook.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides file by file what is in force when rule files change. A file that is wrong keeps its last good version. Where only
 * several files together are wrong, because one needs what another does no longer have, each change is taken that leaves
 * all files right; the file whose change does not is the wrong one. A wrong file that has no good version leaves in force
 * the file of its name whose place it was to take: the shipped one, or itself in another folder. Not safe for use by several
 * threads.
 */
public final class RuleShelf {

    private final RuleReader reader;
    private Map<String, RuleFile> good;
    private RuleBook book;

    /**
     * Begins.
     *
     * @param files which have no problem
     */
    public RuleShelf(RuleReader reader, List<RuleFile> files, Instant now) {
        this.reader = reader;
        good = byName(files);
        List<Page> pages = files.stream()
                .map(file -> new Page(file.name(), State.GOOD, now, List.of()))
                .toList();
        book = new RuleBook(pages, reader.read(files));
    }

    /** What is in force now. */
    public RuleBook book() {
        return book;
    }

    /**
     * Takes the files as they stand on the disk.
     *
     * @param unread of files that are there and could not be read
     */
    public RuleBook take(List<RuleFile> files, List<Problem> unread, Instant now) {
        Map<String, RuleFile> wanted = byName(files);
        Map<String, List<Problem>> wrong = new LinkedHashMap<>();
        unread.forEach(problem ->
                wrong.computeIfAbsent(problem.file(), name -> new ArrayList<>()).add(problem));
        Set<String> names = new LinkedHashSet<>(wanted.keySet());
        names.addAll(wrong.keySet());
        Map<String, RuleFile> force = settle(wanted, wrong);
        Set<String> shown = new LinkedHashSet<>(names);
        shown.addAll(force.keySet());
        List<Page> pages = shown.stream()
                .map(name -> page(name, force.containsKey(name), wrong.getOrDefault(name, List.of()), now))
                .toList();
        good = force;
        book = new RuleBook(pages, reader.read(List.copyOf(force.values())));
        return book;
    }

    /** What is in force, without a problem; notes which files are not as they are wanted. */
    private Map<String, RuleFile> settle(Map<String, RuleFile> wanted, Map<String, List<Problem>> wrong) {
        Map<String, RuleFile> force = with(wanted, wrong.keySet());
        RuleFiles read = reader.read(List.copyOf(force.values()));
        while (!read.problems().isEmpty()) {
            Map<String, RuleFile> tried = force;
            List<Problem> own = read.problems().stream()
                    .filter(problem -> changed(problem.file(), tried))
                    .toList();
            if (own.isEmpty()) {
                return oneByOne(wanted, wrong);
            }
            own.forEach(problem -> wrong.computeIfAbsent(problem.file(), name -> new ArrayList<>())
                    .add(problem));
            force = with(wanted, wrong.keySet());
            read = reader.read(List.copyOf(force.values()));
        }
        return force;
    }

    /** From what was good, each change in turn that leaves it good, until no other does. */
    private Map<String, RuleFile> oneByOne(Map<String, RuleFile> wanted, Map<String, List<Problem>> wrong) {
        Set<String> names = new LinkedHashSet<>(wanted.keySet());
        names.addAll(good.keySet());
        Set<String> left = new LinkedHashSet<>(names);
        left.removeIf(name -> wrong.containsKey(name) || !changed(name, wanted));
        Set<String> held = new LinkedHashSet<>(left);
        held.addAll(wrong.keySet());
        boolean moved = true;
        while (moved) {
            moved = false;
            for (String name : List.copyOf(left)) {
                held.remove(name);
                List<Problem> problems =
                        reader.read(List.copyOf(with(wanted, held).values())).problems();
                if (problems.isEmpty()) {
                    left.remove(name);
                    wrong.remove(name);
                    moved = true;
                } else {
                    held.add(name);
                    wrong.put(name, new ArrayList<>(problems));
                }
            }
        }
        return with(wanted, held);
    }

    /** The wanted files, those that are held back as they were. */
    private Map<String, RuleFile> with(Map<String, RuleFile> wanted, Set<String> held) {
        Map<String, RuleFile> force = new LinkedHashMap<>();
        Stream.concat(wanted.keySet().stream(), held.stream()).distinct().forEach(name -> {
            RuleFile file = held.contains(name) ? lastGood(name, wanted) : wanted.get(name);
            if (file != null) {
                force.put(file.name(), file);
            }
        });
        return force;
    }

    /** Null for a file that never was good and takes the place of none. */
    private @Nullable RuleFile lastGood(String name, Map<String, RuleFile> wanted) {
        RuleFile own = good.get(name);
        if (own != null) {
            return own;
        }
        return good.values().stream()
                .filter(file -> last(file.name()).equals(last(name)) && !wanted.containsKey(file.name()))
                .findFirst()
                .orElse(null);
    }

    /** A path's last segment, whatever the system separates them with. */
    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private boolean changed(String name, Map<String, RuleFile> files) {
        RuleFile file = files.get(name);
        return file == null ? good.containsKey(name) : !file.equals(good.get(name));
    }

    private Page page(String name, boolean inForce, List<Problem> problems, Instant now) {
        State state = State.GOOD;
        if (!problems.isEmpty()) {
            state = inForce ? State.KEPT : State.BAD;
        }
        State found = state;
        Instant since = book.files().stream()
                .filter(page -> page.name().equals(name) && page.state() == found)
                .findFirst()
                .map(Page::since)
                .orElse(now);
        return new Page(name, found, since, problems);
    }

    private static Map<String, RuleFile> byName(List<RuleFile> files) {
        Map<String, RuleFile> named = new LinkedHashMap<>();
        files.forEach(file -> named.putIfAbsent(file.name(), file));
        return named;
    }
}
