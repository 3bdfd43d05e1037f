FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY Simulator/ Simulator/
COPY scenarios/ scenarios/
RUN dotnet publish Simulator/Simulator.csproj -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o /app
RUN mkdir -p /data && mkdir -p /mappings

# Chiseled: no shell and no package manager; its user is not root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS final
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=1654:1654 /data /data
# Empty: WireMock mapping files are mounted here.
COPY --from=build /mappings /mappings
ENV ASPNETCORE_HTTP_PORTS=8080
ENV KantanSim__Data=/data
ENV KantanSim__Mappings=/mappings
EXPOSE 8080
VOLUME /data
USER 1654
HEALTHCHECK --interval=5s --timeout=6s --start-period=5s CMD ["dotnet", "KantanSim.dll", "health"]
ENTRYPOINT ["dotnet", "KantanSim.dll"]
