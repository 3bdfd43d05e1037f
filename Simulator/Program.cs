using KantanSim.Startup;

return await CommandLine.Run(args);
