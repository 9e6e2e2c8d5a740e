/** Camera and microphone: asked for, listed, remembered, and why they could not be had. */
export interface Choice {
  readonly camera: string | undefined;
  readonly microphone: string | undefined;
  readonly soundOnly: boolean;
}

export type Refusal = "denied" | "missing" | "busy" | "unsupported";

const KEPT_AS = "interview-simulator.devices";
const NOTHING_CHOSEN: Choice = { camera: undefined, microphone: undefined, soundOnly: false };

export function rememberedChoice(): Choice {
  try {
    return { ...NOTHING_CHOSEN, ...(JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}") as Partial<Choice>) };
  } catch {
    return NOTHING_CHOSEN;
  }
}

export function remember(choice: Choice): void {
  localStorage.setItem(KEPT_AS, JSON.stringify(choice));
}

/** Open the chosen devices, or others when those are gone; rejects as the browser does. */
export function open({ camera, microphone, soundOnly }: Choice): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: microphone ? { deviceId: { ideal: microphone } } : true,
    video: soundOnly
      ? false
      : {
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 30, max: 30 },
          ...(camera ? { deviceId: { ideal: camera } } : { facingMode: "user" }),
        },
  });
}

export function close(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Why the devices could not be had, by the name of the browser's error. */
export function refusalOf(error: unknown): Refusal {
  const name = error instanceof Error ? error.name : "";
  return REFUSALS[name] ?? "unsupported";
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

export interface Device {
  readonly id: string;
  readonly label: string;
}

/** The devices of one kind. Browsers give names only after permission was given. */
export async function devices(kind: "videoinput" | "audioinput"): Promise<Device[]> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all
    .filter((device) => device.kind === kind && device.deviceId)
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** The device that a stream really uses. */
export function inUse(stream: MediaStream, kind: "video" | "audio"): string | undefined {
  return stream
    .getTracks()
    .find((track) => track.kind === kind)
    ?.getSettings().deviceId;
}

export type Browser = "chromium" | "firefox" | "safari";

/** Which browser's settings are to be explained. */
export function browserOf(userAgent: string): Browser {
  if (userAgent.includes("Firefox/")) return "firefox";
  return userAgent.includes("Chrome/") ? "chromium" : "safari";
}
