// Real servers start, schedule and settle in seconds, on a busy machine in tens of them.
jest.setTimeout(120_000);
