-- Output of busted for .ci/test: the failures, and one line "N passed, N failed".
return function(options)
  local busted = require "busted"
  local handler = require "busted.outputHandlers.base"()

  handler.suiteEnd = function()
    for _, list in ipairs { handler.failures, handler.errors } do
      for _, failure in ipairs(list) do
        io.write("not ok: ", failure.name or "?", "\n  ", tostring(failure.message), "\n")
      end
    end
    io.write(("%d passed, %d failed\n"):format(handler.successesCount,
                                               handler.failuresCount + handler.errorsCount))
    if options.verbose then io.write(("%d pending\n"):format(handler.pendingsCount)) end
    return nil, true
  end

  busted.subscribe({ "suite", "end" }, handler.suiteEnd) -- busted subscribes the rest
  return handler
end
