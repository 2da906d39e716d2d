# find_package(galley): the target galley::galley.
include("${CMAKE_CURRENT_LIST_DIR}/galleyTargets.cmake")
