// launches: what is left of the program when it has been closed, for when it is launched once more. The files of the world that know
// something which outlives it say so.
(function (native, world) {
  'use strict';
  const outlives = [];

  // outlast says that something outlives a launch: a name, what returns it as plain data, and what takes it back.
  world.outlast = (name, take, give) => { outlives.push({ name, take, give }); };

  world.left = () => {
    const left = {};
    for (const { name, take } of outlives) left[name] = take();
    return left;
  };
  world.resume = (left) => {
    for (const { name, give } of outlives) give(left[name]);
  };
})
