# The build runs on the builder's own processor, whichever the image is for; TARGETARCH is amd64 or arm64.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH=amd64
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY .config/ .config/
COPY Simulator/Simulator.csproj Simulator/Libraries.props Simulator/packages.lock.json Simulator/
# Exactly the packages of the lock file, or none. The tool writes the bill of materials when the program is published.
RUN dotnet restore Simulator/Simulator.csproj -a $TARGETARCH -p:PublishReadyToRun=true --locked-mode && dotnet tool restore
COPY Simulator/ Simulator/
COPY scenarios/ scenarios/
COPY docs/ docs/
COPY llms.txt ./
RUN dotnet publish Simulator/Simulator.csproj -c Release -a $TARGETARCH --no-restore --self-contained false -p:PublishReadyToRun=true -p:RunAnalyzers=false -o /app
RUN mkdir -p /data && mkdir -p /mappings

# Chiseled: no shell and no package manager; its user is not root. Nothing but /data is written to: the root file system may be read-only.
# Cultures and time zones are not asked for, and CP932 is in the runtime: the variant with ICU is not needed.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS final
LABEL org.opencontainers.image.title="KantanSim"
LABEL org.opencontainers.image.description="Simulator of GMO Payment Gateway's protocol-type API with the wallet page of Recruit Kantan Payment"
LABEL org.opencontainers.image.version="0.1.0"
LABEL org.opencontainers.image.authors="The KantanSim authors"
LABEL org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=1654:1654 /data /data
# Empty: WireMock mapping files are mounted here.
COPY --from=build /mappings /mappings
ENV ASPNETCORE_HTTP_PORTS=8080
ENV KantanSim__Data=/data
ENV KantanSim__Mappings=/mappings
# The runtime's diagnostics would want a writable /tmp.
ENV DOTNET_EnableDiagnostics=0
EXPOSE 8080 8443
VOLUME /data
USER 1654
HEALTHCHECK --interval=5s --timeout=6s --start-period=5s CMD ["dotnet", "KantanSim.dll", "health"]
ENTRYPOINT ["dotnet", "KantanSim.dll"]
