import type { DeliveryModuleConfig } from "../config/schema/delivery";

type Architecture = DeliveryModuleConfig["architecture"];

/** By environment and module, the processor that the module runs on. */
export type RunningOn = Readonly<Record<string, Readonly<Record<string, Architecture>>>>;

/**
 * What a pipeline builds and no environment runs as it is built. No faults: a module may have its pipeline first and
 * its place in an environment later, or the other way round. Environments whose files are wrong are left out by
 * whoever asks, so that they do not seem to lack a module.
 */
export function moduleNotes(
  modules: Readonly<Record<string, Pick<DeliveryModuleConfig, "architecture">>>,
  environments: RunningOn,
): string[] {
  const places = Object.entries(environments);
  if (places.length === 0) return [];
  return Object.entries(modules).flatMap(([name, { architecture }]) => {
    const running = places.flatMap(([environment, those]) =>
      Object.hasOwn(those, name) ? [{ environment, on: those[name]! }] : [],
    );
    const others = running.filter(({ on }) => on !== architecture);
    return [
      ...(running.length === 0
        ? [`delivery.modules.${name} is a module of no environment (${Object.keys(environments).join(", ")})`]
        : []),
      ...others.map(
        ({ environment, on }) =>
          `delivery.modules.${name}.architecture is ${architecture}, but in ${environment} the module runs on ${on} ` +
          "(size.architecture), and its image would not start there",
      ),
    ];
  });
}
