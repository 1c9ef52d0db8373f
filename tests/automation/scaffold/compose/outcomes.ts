/**
 * What becomes of each service of the files that README.md names: `service | what it becomes | what is left behind`.
 * Each line was read beside its file and judged for whoever has to run the module; none is taken over unread.
 */
export const outcomes: Readonly<Record<string, string>> = {
  "docker/awesome-compose/flask-redis/compose.yaml": `
    redis | refused: a cache
    web | port 8000; data cache | volumes 1, build, stop_signal
  `,
  "docker/awesome-compose/nextcloud-redis-mariadb/compose.yaml": `
    nc | data cache, schema; volumes nc-data /var/www/html | ports 1, environment 1, image, restart, networks
    redis | refused: a cache
    db | refused: MariaDB or MySQL
  `,
  "docker/awesome-compose/react-express-mysql/compose.yaml": `
    backend | environment 1; data schema; folder backend | ports 3, environment 1, volumes 4, build, command, secrets, networks
    db | refused: MariaDB or MySQL
    frontend | port 3000; folder frontend | depends_on 1, volumes 2, build, networks
  `,
  "docker/awesome-compose/wasmedge-kafka-mysql/compose.yml": `
    redpanda | refused: a queue
    etl | environment 2; data schema; folder etl | expose 1, platform 1, runtime 1, environment 1, image, build, restart
    db | refused: MariaDB or MySQL
  `,
  "docker/genai-stack/docker-compose.yml": `
    llm |  | expose 1, image, profiles, networks
    llm-gpu |  | expose 1, deploy 1, image, profiles, networks
    pull-model | environment 1 | expose 1, environment 1, restart 1, image, build, networks, tty
    database | refused: a database
    loader | port 8080; environment 3; aiProviders openai | ports 1, environment 10, depends_on 2, volumes 1, build, networks
    bot | port 8501; environment 4; aiProviders openai | environment 10, depends_on 2, volumes 1, build, networks
    pdf_bot | port 8503; environment 4; aiProviders openai | environment 10, depends_on 2, build, networks
    api | port 8504; health path /, interval 5, timeout 3; environment 4; aiProviders openai | healthcheck 1, environment 10, depends_on 2, volumes 1, build, networks
    front-end | port 8505 | depends_on 1, build, networks
  `,
  "dockersamples/example-voting-app/docker-compose.yml": `
    vote | health path /, interval 15, timeout 5; data cache; folder vote | ports 1, healthcheck 1, volumes 1, build, networks
    result | folder result | ports 2, depends_on 1, volumes 1, build, entrypoint, networks
    worker | data cache; folder worker | expose 1, depends_on 1, build, networks
    redis | refused: a cache
    db | refused: PostgreSQL
    seed | folder seed-data | expose 1, depends_on 1, restart 1, build, profiles, networks
  `,
  "langfuse/langfuse/docker-compose.yml": `
    langfuse-worker | port 3030; environment 17; data bucket, cache | environment 38, depends_on 2, image, restart
    langfuse-web | port 3000; environment 19; data bucket, cache | environment 52, depends_on 2, image, restart
    clickhouse | refused: a database
    minio | refused: a store of objects
    redis | refused: a cache
    postgres | refused: PostgreSQL
  `,
  "lm-sys/FastChat/docker/docker-compose.yml": `
    fastchat-controller | port 21001 | build, image, entrypoint
    fastchat-model-worker |  | expose 1, deploy 1, volumes 1, build, image, entrypoint
    fastchat-api-server | port 8000 | build, image, entrypoint
  `,
  "FlowiseAI/Flowise/docker/worker/docker-compose.yml": `
    flowise | health path /healthz, interval 10, timeout 5; environment 1 | ports 1, healthcheck 1, environment 115, volumes 1, image, restart, entrypoint
  `,
  "assafelovic/gpt-researcher/docker-compose.yml": `
    gpt-researcher | port 8000; environment 4; aiProviders openai | environment 4, user 1, volumes 3, pull_policy, image, build, restart
    gptr-nextjs | port 3000; environment 2; folder frontend/nextjs | environment 2, volumes 4, pull_policy, image, stdin_open, build, restart
    gpt-researcher-tests | environment 1; aiProviders openai | expose 1, environment 3, image, build, profiles, command
    discord-bot | port 3000; folder docs/discord-bot | environment 2, volumes 2, build, profiles, restart
  `,
  "mem0ai/mem0/server/docker-compose.yaml": `
    mem0 | port 8000; environment 5 | environment 3, depends_on 1, volumes 2, build, env_file, networks, command
    postgres | refused: PostgreSQL with vectors
    mem0-dashboard | port 3000; health path /api/health, interval 10, timeout 5; environment 1; folder dashboard | healthcheck 1, environment 2, depends_on 1, build, networks
  `,
  "infiniflow/ragflow/docker/docker-compose.yml": `
    deepdoc | port 9390; health path /health, interval 10, timeout 9 | healthcheck 1, image, profiles, build, networks, restart
    ragflow-cpu | container ulimits nofile 65535 | ports 7, depends_on 1, volumes 3, profiles, image, command, env_file, networks, restart, extra_hosts
    ragflow-gpu | container ulimits nofile 65535 | ports 5, deploy 1, depends_on 1, volumes 3, profiles, image, command, env_file, networks, restart, extra_hosts
  `,
  "Mintplex-Labs/anything-llm/docker/docker-compose.yml": `
    anything-llm | port 3001; container user 1000:1000 | volumes 4, container_name, build, cap_add, env_file, networks, extra_hosts
  `,
  "open-telemetry/opentelemetry-demo/compose.yaml": `
    ad | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 3 | ports 1, healthcheck 2, environment 8, depends_on 2, image, container_name, build, restart, logging
    cart | size cpu 256, memoryMiB 512; environment 1; data cache | ports 1, environment 8, depends_on 2, image, container_name, build, restart, logging
    checkout | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 3; container readOnlyRootFilesystem, exec false | ports 1, healthcheck 2, environment 12, depends_on 8, tmpfs 1, image, container_name, build, restart, logging
    currency | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 1 | ports 1, healthcheck 2, environment 6, depends_on 1, image, container_name, build, restart, logging
    email | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 2 | ports 1, healthcheck 2, environment 6, depends_on 1, image, container_name, build, restart, logging
    frontend | size cpu 256, memoryMiB 512; health interval 10, timeout 9; environment 2 | ports 1, healthcheck 2, environment 17, depends_on 11, image, container_name, build, restart, logging
    frontend-proxy | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 1 | ports 1, healthcheck 2, environment 28, depends_on 3, image, container_name, build, restart, dns_search
    image-provider | size cpu 256, memoryMiB 512; health path /status, interval 5, timeout 4; environment 1 | ports 1, healthcheck 1, environment 4, depends_on 1, image, container_name, build, restart, logging
    load-generator | size cpu 256, memoryMiB 512; health command sh -c pgrep k6, interval 5, timeout 4; environment 7 | expose 1, healthcheck 1, environment 8, depends_on 3, image, container_name, build, restart, logging
    payment | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 3 | ports 1, healthcheck 2, environment 7, depends_on 2, image, container_name, build, restart, logging
    product-catalog | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 4; container readOnlyRootFilesystem, exec false | ports 1, healthcheck 2, environment 7, depends_on 3, volumes 1, tmpfs 1, image, container_name, build, restart, logging
    quote | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 3 | ports 1, healthcheck 2, environment 5, depends_on 1, image, container_name, build, restart, logging
    recommendation | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 3 | ports 1, healthcheck 2, environment 7, depends_on 3, image, container_name, build, restart, logging
    shipping | size cpu 256, memoryMiB 512; health command /app/healthcheck, interval 5, timeout 4; environment 2; container readOnlyRootFilesystem, exec false | ports 1, healthcheck 1, environment 8, depends_on 2, tmpfs 1, image, container_name, build, restart, logging
    flagd | size cpu 256, memoryMiB 512; environment 3 | ports 1, environment 2, volumes 1, image, container_name, restart, command, logging
    flagd-ui | size cpu 256, memoryMiB 512; health interval 5, timeout 4; environment 2 | ports 1, healthcheck 2, environment 5, depends_on 2, volumes 1, image, container_name, build, restart
    telemetry-docs | size cpu 256, memoryMiB 512; health path /, interval 5, timeout 4; environment 1 | ports 1, healthcheck 1, environment 3, image, container_name, build, restart, logging
    astronomy-db | refused: PostgreSQL
    valkey-cart | refused: a cache
    otel-collector | refused: a collector of telemetry
  `,
};
