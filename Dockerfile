# syntax=docker/dockerfile:1
# The image of the jar that Maven built: make jar, then docker build -t bellwether .
# Stage 1 takes the jar apart, so that a new version of ours is a small layer over the libraries.
FROM eclipse-temurin:25.0.3_9-jre-noble AS layers
WORKDIR /layers
COPY target/bellwether.jar bellwether.jar
RUN java -Djarmode=tools -jar bellwether.jar extract --layers --destination .

FROM eclipse-temurin:25.0.3_9-jre-noble
# mails have charts, and charts have letters
RUN apt-get update \
 && apt-get install -y --no-install-recommends fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 bellwether \
 && useradd --system --uid 10001 --gid 10001 --home-dir /bellwether --no-create-home --shell /usr/sbin/nologin bellwether \
 && mkdir -p /bellwether/data /bellwether/config \
 && chown bellwether:bellwether /bellwether /bellwether/data
WORKDIR /bellwether
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY kpis kpis
COPY rules rules
COPY docs/runbooks docs/runbooks
# One start of the demo teaches the JVM which classes a start needs; it is ready in a third of the time afterwards.
COPY --chmod=755 docker/train.sh /usr/local/bin/train.sh
USER 10001:10001
RUN train.sh /bellwether/bellwether.aot
ENV SERVER_ADDRESS=0.0.0.0 \
    JAVA_OPTS="-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
VOLUME /bellwether/data
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=4 \
  CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-jar", "bellwether.jar", "health"]
# exec: the JVM is process 1 and hears SIGTERM
ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -XX:AOTCache=bellwether.aot -jar bellwether.jar \"$@\"", "bellwether"]
CMD ["serve"]
