// The demo and these tests make git repositories on machines of other people, whose git config says other things.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const GLOBAL_CONFIGS = {
  'no global config': '',
  'signing with a program that does not exist':
    '[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = /nowhere/gpg\n[user]\n\tsigningKey = x\n',
  'another first branch': '[init]\n\tdefaultBranch = trünk\n',
  'no author allowed to be guessed': '[user]\n\tuseConfigOnly = true\n',
  'line ends and hooks of its own':
    '[core]\n\tautocrlf = true\n\thooksPath = HOME/hooks\n[init]\n\ttemplateDir = HOME/template\n',
};

test.for(Object.entries(GLOBAL_CONFIGS))('a repository is the same with %s', async ([, config]) => {
  await using home = await makeTemporaryFolder();
  for (const folder of ['hooks', 'template/hooks']) {
    await mkdir(join(home.path, folder), { recursive: true });
    await writeFile(join(home.path, folder, 'pre-commit'), '#!/bin/sh\nexit 1\n');
    await chmod(join(home.path, folder, 'pre-commit'), 0o755);
  }
  await mkdir(join(home.path, 'files'));
  await writeFile(join(home.path, 'files', 'a.sql'), 'SELECT 1;\n');
  await writeFile(join(home.path, '.gitconfig'), config.replaceAll('HOME', home.path));
  vi.stubEnv('HOME', home.path);
  vi.stubEnv('XDG_CONFIG_HOME', home.path);
  // As inside a git hook, where git names its own repository to every git that it starts.
  vi.stubEnv('GIT_DIR', join(home.path, 'another'));
  try {
    await using repository = await TemporaryRepository.create('odd');
    await repository.add(join(home.path, 'files'));
    expect(await repository.commit('One file')).toBe('467df60c71678a7311e41871ef67392afaf644ae');
    expect(await repository.git('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    expect(await repository.git('cat-file', '-s', 'main:a.sql')).toBe('10');
  } finally {
    vi.unstubAllEnvs();
  }
});
