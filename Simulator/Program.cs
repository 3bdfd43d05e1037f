using KantanSim;

return await CommandLine.Run(args);
