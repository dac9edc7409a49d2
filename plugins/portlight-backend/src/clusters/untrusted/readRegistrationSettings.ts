import { posix } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { hasControls } from './Refusals';
import type { RegistrationSettings } from './types';

/** With arguments of a stranger's choice these run whatever the stranger wants. */
const INTERPRETER =
  /^(sh|bash|dash|ash|zsh|ksh|csh|tcsh|fish|busybox|toybox|env|xargs|find|sudo|su|doas|nohup|timeout|node|nodejs|deno|bun|npx|npm|yarn|python[\d.]*|perl[\d.]*|ruby[\d.]*|php[\d.]*|lua[\d.]*|awk|gawk|mawk|java|ssh|docker|podman|kubectl|vault|curl|wget)$/;

/**
 * Reads `registration` of the section `portlight`.
 *
 * @throws an Error that names the setting at fault
 */
export function readRegistrationSettings(
  config: Config | undefined,
): RegistrationSettings {
  const commands = config?.getOptionalStringArray(
    'registration.allowedExecCommands',
  );
  commands?.forEach((command, index) => {
    const place = `portlight.registration.allowedExecCommands[${index}]`;
    if (
      !posix.isAbsolute(command) ||
      posix.normalize(command) !== command ||
      command.endsWith('/') ||
      hasControls(command)
    ) {
      throw new InputError(
        `\`${place}\` is ${JSON.stringify(
          command,
        )}, but has to be the absolute path of a command, without "." and ".." in it`,
      );
    }
    if (INTERPRETER.test(posix.basename(command))) {
      throw new InputError(
        `\`${place}\` is ${JSON.stringify(
          command,
        )}, which runs anything its arguments say, and the arguments are a user's; allow a program that prints credentials and does nothing else`,
      );
    }
  });
  const maximumClusters = config?.getOptionalNumber(
    'registration.maximumClusters',
  );
  if (
    maximumClusters !== undefined &&
    (!Number.isSafeInteger(maximumClusters) || maximumClusters < 0)
  ) {
    throw new InputError(
      `\`portlight.registration.maximumClusters\` is ${maximumClusters}, but has to be a whole number from 0 on`,
    );
  }
  return {
    maximumClusters,
    allowedExecCommands: commands,
    allowInsecureTls: config?.getOptionalBoolean(
      'registration.allowInsecureTls',
    ),
    allowPlainHttp: config?.getOptionalBoolean('registration.allowPlainHttp'),
  };
}
