import { tolerates, unschedulableMessage } from './filters';

describe('unschedulableMessage', () => {
  it("is in the real scheduler's words", () => {
    const cpu = { reasons: ['Insufficient cpu'], preemptible: true };
    const taint = {
      reasons: ['node(s) had untolerated taint {dedicated: gpu}'],
      preemptible: false,
    };
    expect(unschedulableMessage([cpu, taint, taint, cpu, taint])).toBe(
      '0/5 nodes are available: 2 Insufficient cpu, 3 node(s) had untolerated taint {dedicated: gpu}. preemption: 0/5 nodes are available: 2 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.',
    );
  });

  it('says so when there are no nodes at all', () => {
    expect(unschedulableMessage([])).toBe(
      'no nodes available to schedule pods',
    );
  });
});

describe('tolerates', () => {
  const taint = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' };
  it.each([
    [[], false],
    [[{ key: 'dedicated', value: 'gpu' }], true],
    [[{ key: 'dedicated', value: 'cpu' }], false],
    [[{ key: 'dedicated', operator: 'Exists' }], true],
    [[{ key: 'other', operator: 'Exists' }], false],
    [[{ operator: 'Exists' }], true],
    [[{ operator: 'Exists', effect: 'NoExecute' }], false],
  ])('%j: %p', (tolerations, expected) => {
    expect(tolerates(tolerations, taint)).toBe(expected);
  });
});
