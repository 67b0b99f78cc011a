package dev.feedwarden.deploy.drill;

import dev.feedwarden.supervisor.drill.Equipment;
import dev.feedwarden.supervisor.drill.MailServer;
import dev.feedwarden.supervisor.drill.Server;
import java.io.IOException;
import java.nio.file.Path;

/** The equipment that comes packed in JARs: no service of the machine is needed. */
public final class PackedEquipment implements Equipment {

    @Override
    public Database database() throws IOException {
        return PrivatePostgres.start();
    }

    @Override
    public Server cache() throws IOException {
        return PrivateRedis.start();
    }

    @Override
    public MailServer mail() throws IOException {
        return PrivateMail.start();
    }

    @Override
    public Path plugin(Path folder) throws IOException {
        return PluginJar.write(folder);
    }

    @Override
    public String seamed() {
        return SeamedProgram.class.getName();
    }
}
