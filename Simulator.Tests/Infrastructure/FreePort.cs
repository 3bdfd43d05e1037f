using System.Net;
using System.Net.Sockets;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Ports for programs that are told where to listen.</summary>
internal static class FreePort
{
    /// <summary>A port outside the ephemeral range, which no other process gets by chance before the program starts.</summary>
    public static int Find()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Any, Random.Shared.Next(20_000, 30_000));
            try
            {
                listener.Start();
            }
            catch (SocketException)
            {
                continue;
            }
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
