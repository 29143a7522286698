# Fetches the pages' npm packages into PROJECT, and says what to do where that can't be.
execute_process(
  COMMAND "${NPM}" ci --ignore-scripts --no-progress --loglevel=error
  WORKING_DIRECTORY "${PROJECT}"
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "npm could not fetch the packages of the sandbox's pages. Everything else builds without them: "
    "configure with -DDAIFA_PAGES=OFF")
endif()
file(TOUCH "${PROJECT}/modules.stamp")
